package io.gradstream.embedded;

import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.memory.Modes;
import io.gradstream.schema.registry.memory.RegistryErrors;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code /mode}: which changes registry and subjects allow. */
final class ModeRoutes {

  private static final String REGISTRY = "/mode";
  private static final String SUBJECT = REGISTRY + "/{subject}";
  private static final String MODE = "mode";

  private final Modes modes;

  ModeRoutes(Modes modes) {
    this.modes = modes;
  }

  void addTo(RoutesConfig routes) {
    routes.get(REGISTRY, context -> RegistryAnswers.value(context, MODE, modes.ofRegistry()));
    routes.get(SUBJECT, context -> RegistryAnswers.value(context, MODE, ofSubject(context)));
    routes.put(REGISTRY, context -> set(context, Optional.empty()));
    routes.put(SUBJECT, context -> set(context, Optional.of(RequestPath.subject(context))));
    routes.delete(REGISTRY, context -> reset(context, Optional.empty()));
    routes.delete(SUBJECT, context -> reset(context, Optional.of(RequestPath.subject(context))));
  }

  private Mode ofSubject(Context context) {
    String subject = RequestPath.subject(context);
    Optional<Mode> own = modes.of(subject);
    if (own.isEmpty() && !RequestPath.flag(context, "defaultToGlobal")) {
      throw RegistryErrors.modeNotFound(subject);
    }
    return own.orElseGet(modes::ofRegistry);
  }

  private void set(Context context, Optional<String> subject) {
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

  private void reset(Context context, Optional<String> subject) {
    RegistryAnswers.value(context, MODE, modes.reset(subject));
  }
}
