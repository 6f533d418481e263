package io.gradstream.embedded;

import io.gradstream.schema.registry.SchemaRegistryException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** Routes to a setting that the registry has, and each subject may have of its own. */
abstract class SettingRoutes<T extends Enum<T>> {

  private final String path;
  private final String key;

  /**
   * Creates them.
   *
   * @param path where the registry's is; a subject's is below it
   * @param key the name of the setting in answers
   */
  SettingRoutes(String path, String key) {
    this.path = path;
    this.key = key;
  }

  final void addTo(RoutesConfig routes) {
    String ofSubject = path + "/{subject}";
    routes.get(path, context -> RegistryAnswers.value(context, key, ofRegistry()));
    routes.get(ofSubject, context -> RegistryAnswers.value(context, key, inForce(context)));
    routes.put(path, context -> set(context, Optional.empty()));
    routes.put(ofSubject, context -> set(context, Optional.of(RequestPath.subject(context))));
    routes.delete(path, context -> reset(context, Optional.empty()));
    routes.delete(ofSubject, context -> reset(context, Optional.of(RequestPath.subject(context))));
  }

  private T inForce(Context context) {
    String subject = RequestPath.subject(context);
    Optional<T> own = of(subject);
    if (own.isEmpty() && !RequestPath.flag(context, "defaultToGlobal")) {
      throw notFound(subject);
    }
    return own.orElseGet(this::ofRegistry);
  }

  private void reset(Context context, Optional<String> subject) {
    RegistryAnswers.value(context, key, reset(subject));
  }

  /** Returns the registry's. */
  abstract T ofRegistry();

  /** Returns that of a subject, if it has one of its own. */
  abstract Optional<T> of(String subject);

  /** Returns what is said of a subject without one of its own. */
  abstract SchemaRegistryException notFound(String subject);

  /** Sets it to what a request says, and answers. */
  abstract void set(Context context, Optional<String> subject);

  /** Sets it back to what it is by default; returns what it was. */
  abstract T reset(Optional<String> subject);
}
