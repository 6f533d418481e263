package io.gradstream.embedded;

import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.gradstream.schema.registry.memory.Registration;
import io.gradstream.schema.registry.memory.StoredVersion;
import io.gradstream.schema.registry.memory.Subjects;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code /subjects}: registers, finds and deletes versions. */
final class SubjectRoutes {

  private static final String SUBJECTS = "/subjects";
  private static final String SUBJECT = SUBJECTS + "/{subject}";
  private static final String VERSIONS = SUBJECT + "/versions";
  private static final String VERSION = VERSIONS + "/{version}";

  private final InMemorySchemaRegistry registry;
  private final Subjects subjects;

  SubjectRoutes(InMemorySchemaRegistry registry) {
    this.registry = registry;
    subjects = registry.store();
  }

  void addTo(RoutesConfig routes) {
    routes.get(SUBJECTS, this::names);
    routes.post(SUBJECT, this::lookup);
    routes.delete(SUBJECT, this::delete);
    routes.get(VERSIONS, this::versions);
    routes.post(VERSIONS, this::register);
    routes.get(VERSION, context -> RegistryAnswers.version(context, version(context)));
    routes.delete(VERSION, this::deleteVersion);
    routes.get(
        VERSION + "/schema",
        context -> RegistryAnswers.text(context, version(context).source().text()));
    routes.get(VERSION + "/referencedby", this::referencedBy);
  }

  private void names(Context context) {
    String prefix = RequestPath.text(context, "subjectPrefix");
    RegistryAnswers.list(context, subjects.names(prefix, RequestPath.shown(context)));
  }

  private void lookup(Context context) {
    StoredVersion found =
        registry
            .registrar()
            .lookup(
                RequestPath.subject(context),
                RequestBody.withSchema(context).schema(),
                RequestPath.flag(context, "normalize"),
                RequestPath.shown(context));
    RegistryAnswers.version(context, found);
  }

  private void register(Context context) {
    RequestBody body = RequestBody.withSchema(context);
    Registration request =
        new Registration(
            body.schema(),
            RequestPath.flag(context, "normalize"),
            body.number("id"),
            body.number("version"));
    int id = registry.registrar().register(RequestPath.subject(context), request);
    RegistryAnswers.registered(context, subjects.withId(id).get(0));
  }

  private void versions(Context context) {
    RegistryAnswers.list(
        context,
        subjects.versions(RequestPath.subject(context), RequestPath.shown(context)).stream()
            .map(StoredVersion::version)
            .toList());
  }

  private StoredVersion version(Context context) {
    return subjects.version(
        RequestPath.subject(context), RequestPath.version(context), RequestPath.shown(context));
  }

  private void referencedBy(Context context) {
    RegistryAnswers.list(
        context, subjects.referencedBy(RequestPath.subject(context), RequestPath.version(context)));
  }

  private void delete(Context context) {
    boolean permanent = RequestPath.flag(context, "permanent");
    RegistryAnswers.list(
        context, registry.deletion().subject(RequestPath.subject(context), permanent));
  }

  private void deleteVersion(Context context) {
    int deleted =
        registry
            .deletion()
            .version(
                RequestPath.subject(context),
                RequestPath.version(context),
                RequestPath.flag(context, "permanent"));
    RegistryAnswers.text(context, Integer.toString(deleted));
  }
}
