package io.gradstream.serve;

import io.gradstream.pipeline.Http;
import io.gradstream.serve.metrics.MetricsPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.util.Set;

/**
 * {@code GET /metrics}, for Prometheus; and counts the requests of all routes of its server. It
 * asks for no key unless {@code http.metrics-need-key} says so: who scrapes has none as a rule, and
 * figures tell no row.
 */
public final class MetricsRoutes implements Routes {

  /** Where it is. */
  public static final String PATH = "/metrics";

  private static final String BEGUN = "gradstream.begun";
  private static final String NO_ROUTE = "none";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private final MetricsPage page;
  private final Handler handler;

  /**
   * Creates the route.
   *
   * @param http whether it asks for a key, and where keys are
   * @throws IOException if it does, and they cannot be read
   */
  public MetricsRoutes(MetricsPage page, Http http) throws IOException {
    this.page = page;
    if (http.metricsNeedKey() && http.apiKeys().isEmpty()) {
      throw new IOException(
          "http.metrics-need-key is true, but there are no keys: give http.api-keys a file, or leave http.metrics-need-key out");
    }
    handler = http.metricsNeedKey() ? new RequestGate(http).asked(this::answer) : this::answer;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(context -> context.attribute(BEGUN, System.nanoTime()));
    routes.after(this::count);
    routes.get(PATH, handler);
    routes.head(PATH, handler);
  }

  private void answer(Context context) {
    MetricsPage.Body body = page.body(context.header("Accept"));
    context.contentType(body.contentType()).result(body.bytes());
  }

  private void count(Context context) {
    Long begun = context.attribute(BEGUN);
    Endpoint endpoint = context.endpoints().lastHttpEndpoint();
    boolean isOpenPage = endpoint != null && endpoint.path.equals(PageRoutes.EVENTS);
    if (begun != null && !isOpenPage) { // how long a page was open is no time of an answer
      page.answered(
          METHODS.contains(context.method().name()) ? context.method().name() : "OTHER",
          endpoint == null ? NO_ROUTE : endpoint.path,
          context.status().getCode(),
          System.nanoTime() - begun);
    }
  }
}
