package io.gradstream.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.schema.registry.memory.CompatibilityLevels;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/** {@code /compatibility}: tells whether a schema could be registered. */
final class CompatibilityRoutes {

  private static final String VERSIONS = "/compatibility/subjects/{subject}/versions";

  private final CompatibilityLevels levels;

  CompatibilityRoutes(CompatibilityLevels levels) {
    this.levels = levels;
  }

  void addTo(RoutesConfig routes) {
    routes.post(VERSIONS, this::withAll);
    routes.post(VERSIONS + "/{version}", this::withOne);
  }

  private void withAll(Context context) {
    RequestBody body = RequestBody.withSchema(context);
    answer(context, levels.reasons(RequestPath.subject(context), body.schema()));
  }

  private void withOne(Context context) {
    RequestBody body = RequestBody.withSchema(context);
    answer(
        context,
        levels.reasons(RequestPath.subject(context), body.schema(), RequestPath.version(context)));
  }

  private static void answer(Context context, List<String> reasons) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("is_compatible", reasons.isEmpty());
    if (RequestPath.flag(context, "verbose")) {
      reasons.forEach(answer.putArray("messages")::add);
    }
    RegistryAnswers.answer(context, answer);
  }
}
