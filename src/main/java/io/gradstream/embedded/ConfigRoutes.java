package io.gradstream.embedded;

import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.memory.CompatibilityLevels;
import io.gradstream.schema.registry.memory.RegistryErrors;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code /config}: the compatibility levels of registry and subjects. */
final class ConfigRoutes {

  private static final String REGISTRY = "/config";
  private static final String SUBJECT = REGISTRY + "/{subject}";

  /** In questions; a change and its answer say {@code compatibility}. */
  private static final String LEVEL = "compatibilityLevel";

  private final CompatibilityLevels levels;

  ConfigRoutes(CompatibilityLevels levels) {
    this.levels = levels;
  }

  void addTo(RoutesConfig routes) {
    routes.get(REGISTRY, context -> RegistryAnswers.value(context, LEVEL, levels.ofRegistry()));
    routes.get(SUBJECT, context -> RegistryAnswers.value(context, LEVEL, ofSubject(context)));
    routes.put(REGISTRY, context -> set(context, Optional.empty()));
    routes.put(SUBJECT, context -> set(context, Optional.of(RequestPath.subject(context))));
    routes.delete(REGISTRY, context -> reset(context, Optional.empty()));
    routes.delete(SUBJECT, context -> reset(context, Optional.of(RequestPath.subject(context))));
  }

  private CompatibilityLevel ofSubject(Context context) {
    String subject = RequestPath.subject(context);
    Optional<CompatibilityLevel> own = levels.of(subject);
    if (own.isEmpty() && !RequestPath.flag(context, "defaultToGlobal")) {
      throw RegistryErrors.levelNotFound(subject);
    }
    return own.orElseGet(levels::ofRegistry);
  }

  private void set(Context context, Optional<String> subject) {
    String name = RequestBody.withSetting(context).text("compatibility");
    CompatibilityLevel level =
        CompatibilityLevel.named(name)
            .orElseThrow(
                () ->
                    RegistryErrors.refused(
                        "config",
                        RegistryApi.INVALID_LEVEL,
                        "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive"));
    levels.set(subject, level);
    RegistryAnswers.value(context, "compatibility", level);
  }

  private void reset(Context context, Optional<String> subject) {
    RegistryAnswers.value(context, LEVEL, levels.reset(subject));
  }
}
