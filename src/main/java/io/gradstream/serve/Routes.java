package io.gradstream.serve;

import io.javalin.config.RoutesConfig;

/** Paths that belong together, and what is answered there. */
@FunctionalInterface
public interface Routes {

  /** Adds them to a server. */
  void addTo(RoutesConfig routes);
}
