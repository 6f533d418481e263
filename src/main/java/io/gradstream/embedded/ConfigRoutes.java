package io.gradstream.embedded;

import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.memory.CompatibilityLevels;
import io.gradstream.schema.registry.memory.RegistryErrors;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code /config}: the compatibility levels of registry and subjects. */
final class ConfigRoutes extends SettingRoutes<CompatibilityLevel> {

  /** In a change and its answer; questions are answered with {@code compatibilityLevel}. */
  private static final String CHANGE = "compatibility";

  private final CompatibilityLevels levels;

  ConfigRoutes(CompatibilityLevels levels) {
    super("/config", "compatibilityLevel");
    this.levels = levels;
  }

  @Override
  CompatibilityLevel ofRegistry() {
    return levels.ofRegistry();
  }

  @Override
  Optional<CompatibilityLevel> of(String subject) {
    return levels.of(subject);
  }

  @Override
  SchemaRegistryException notFound(String subject) {
    return RegistryErrors.levelNotFound(subject);
  }

  @Override
  void set(Context context, Optional<String> subject) {
    String name = RequestBody.withSetting(context).text(CHANGE);
    CompatibilityLevel level =
        CompatibilityLevel.named(name)
            .orElseThrow(
                () ->
                    RegistryErrors.refused(
                        "config",
                        RegistryApi.INVALID_LEVEL,
                        "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive"));
    levels.set(subject, level);
    RegistryAnswers.value(context, CHANGE, level);
  }

  @Override
  CompatibilityLevel reset(Optional<String> subject) {
    return levels.reset(subject);
  }
}
