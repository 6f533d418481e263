package io.gradstream.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;

/** The paths of Confluent's REST API that the embedded registry serves, and its error bodies. */
final class RegistryRoutes {

  private final InMemorySchemaRegistry registry;

  RegistryRoutes(InMemorySchemaRegistry registry) {
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    routes.get(
        "/", context -> RegistryAnswers.answer(context, JsonNodeFactory.instance.objectNode()));
    new SubjectRoutes(registry).addTo(routes);
    new SchemaRoutes(registry.store()).addTo(routes);
    new CompatibilityRoutes(registry.levels()).addTo(routes);
    new ConfigRoutes(registry.levels()).addTo(routes);
    new ModeRoutes(registry.modes()).addTo(routes);
    addErrors(routes);
  }

  private static void addErrors(RoutesConfig routes) {
    routes.exception(
        SchemaRegistryException.class,
        (e, context) -> RegistryAnswers.error(context, e.status(), e.errorCode(), e.reason()));
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            RegistryAnswers.error(
                context,
                e.getStatus(),
                e.getStatus(),
                "HTTP " + HttpStatus.forStatus(e.getStatus())));
    routes.exception(
        Exception.class,
        (e, context) -> RegistryAnswers.error(context, 500, RegistryApi.INTERNAL, e.toString()));
  }
}
