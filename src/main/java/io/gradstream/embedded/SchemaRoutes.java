package io.gradstream.embedded;

import io.gradstream.schema.registry.memory.Shown;
import io.gradstream.schema.registry.memory.StoredVersion;
import io.gradstream.schema.registry.memory.Subjects;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;

/** {@code /schemas}: lists schemas and finds them by their ids. */
final class SchemaRoutes {

  private static final String DEFAULT_CONTEXT = ".";
  private static final String BY_ID = "/schemas/ids/{id}";
  private static final String BY_GUID = "/schemas/guids/{guid}";

  private final Subjects subjects;

  private record Use(String subject, int version) {}

  private record ContextId(String context, int id) {}

  SchemaRoutes(Subjects subjects) {
    this.subjects = subjects;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/schemas", this::all);
    routes.get("/contexts", context -> RegistryAnswers.list(context, List.of(DEFAULT_CONTEXT)));
    routes.get("/schemas/types", context -> RegistryAnswers.list(context, List.of("AVRO")));
    routes.get(BY_ID, context -> RegistryAnswers.schema(context, any(context)));
    routes.get(
        BY_ID + "/schema", context -> RegistryAnswers.text(context, any(context).source().text()));
    routes.get(BY_ID + "/subjects", this::subjects);
    routes.get(BY_GUID, context -> RegistryAnswers.schema(context, withGuid(context).get(0)));
    routes.get(BY_GUID + "/ids", this::ids);
    routes.get(BY_ID + "/versions", this::versions);
  }

  private void all(Context context) {
    RegistryAnswers.versions(
        context,
        subjects.all(
            RequestPath.text(context, "subjectPrefix"),
            RequestPath.shown(context),
            RequestPath.flag(context, "latestOnly")));
  }

  private StoredVersion any(Context context) {
    return subjects.withId(RequestPath.id(context)).get(0);
  }

  private List<StoredVersion> withGuid(Context context) {
    return subjects.withGuid(context.pathParam("guid"));
  }

  private void ids(Context context) {
    RegistryAnswers.list(
        context,
        withGuid(context).stream()
            .map(each -> new ContextId(DEFAULT_CONTEXT, each.id()))
            .distinct()
            .toList());
  }

  private void subjects(Context context) {
    RegistryAnswers.list(context, uses(context).map(StoredVersion::subject).distinct().toList());
  }

  private void versions(Context context) {
    RegistryAnswers.list(
        context, uses(context).map(each -> new Use(each.subject(), each.version())).toList());
  }

  private Stream<StoredVersion> uses(Context context) {
    boolean all = RequestPath.shown(context) != Shown.LIVE;
    return subjects.withId(RequestPath.id(context)).stream().filter(each -> all || !each.deleted());
  }
}
