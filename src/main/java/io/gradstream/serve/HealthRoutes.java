package io.gradstream.serve;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers {@link HealthProbe}s: 200 for yes, 503 for no, and a JSON object such as <code>
 * {"ready":true,"state":"RUNNING"}</code>. It tells nobody more than a state and what holds records
 * up, so it asks for no key.
 */
public final class HealthRoutes implements Routes {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final Health health;

  /** Creates the routes. */
  public HealthRoutes(Health health) {
    this.health = health;
  }

  /** Returns what can be asked, for people. */
  public static String paths() {
    return Stream.of(HealthProbe.values()).map(HealthProbe::path).collect(Collectors.joining(", "));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    for (HealthProbe probe : HealthProbe.values()) {
      routes.get(probe.path(), context -> answer(probe, context));
      routes.head(probe.path(), context -> answer(probe, context));
    }
  }

  private void answer(HealthProbe probe, Context context) {
    boolean leaves = Departure.hasBegun(context);
    boolean holds = health.holds(probe) && !(leaves && probe == HealthProbe.READY);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(probe.label(), holds);
    body.put("state", leaves ? "STOPPING" : health.state());
    body.putAll(health.details());
    Answers.json(context, holds ? OK : UNAVAILABLE, body);
  }
}
