package io.gradstream.serve;

import io.javalin.config.RoutesConfig;

/**
 * {@code POST} to a path is read and answered with nothing: what a request costs at least, to
 * measure by.
 */
public final class EmptyRoutes implements Routes {

  private final String path;

  /** Creates the route. */
  public EmptyRoutes(String path) {
    this.path = path;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(
        path,
        context -> {
          context.bodyAsBytes(); // what is left unread would end the connection
          context.result("{}");
        });
  }
}
