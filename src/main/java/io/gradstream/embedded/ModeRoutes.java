package io.gradstream.embedded;

import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.memory.Modes;
import io.gradstream.schema.registry.memory.RegistryErrors;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code /mode}: which changes registry and subjects allow. */
final class ModeRoutes extends SettingRoutes<Mode> {

  private static final String MODE = "mode";

  private final Modes modes;

  ModeRoutes(Modes modes) {
    super("/mode", MODE);
    this.modes = modes;
  }

  @Override
  Mode ofRegistry() {
    return modes.ofRegistry();
  }

  @Override
  Optional<Mode> of(String subject) {
    return modes.of(subject);
  }

  @Override
  SchemaRegistryException notFound(String subject) {
    return RegistryErrors.modeNotFound(subject);
  }

  @Override
  void set(Context context, Optional<String> subject) {
    String name = RequestBody.withSetting(context).text(MODE);
    Mode mode =
        Mode.named(name)
            .orElseThrow(
                () ->
                    RegistryErrors.refused(
                        MODE,
                        RegistryApi.INVALID_MODE,
                        "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE and IMPORT"));
    modes.set(subject, mode, RequestPath.flag(context, "force"));
    RegistryAnswers.value(context, MODE, mode);
  }

  @Override
  Mode reset(Optional<String> subject) {
    return modes.reset(subject);
  }
}
