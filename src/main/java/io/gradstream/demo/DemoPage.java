package io.gradstream.demo;

import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import io.gradstream.serve.HttpService;
import io.gradstream.serve.PageRoutes;
import io.gradstream.watch.Models;
import io.gradstream.watch.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The page of a demo. The model is followed from when somebody opens it, so that a demo nobody
 * looks at has no more to do.
 */
final class DemoPage implements AutoCloseable {

  private final HttpService service;
  private final PageRoutes routes;

  private DemoPage(HttpService service, PageRoutes routes) {
    this.service = service;
    this.routes = routes;
  }

  /** Serves it to this machine alone, on a free port. */
  static DemoPage start(Pipeline pipeline, int port) throws IOException {
    Pipeline shown = pipeline.withHttp(Http.NONE.at(port, Http.NONE.host()));
    Watch watch =
        Watch.start(
            shown, TopicFormats.of(shown), Models.onDemand(() -> Scorer.follow(Map.of(), shown)));
    PageRoutes routes = new PageRoutes(watch);
    try {
      return new DemoPage(HttpService.start(shown.http(), "--page", List.of(routes)), routes);
    } catch (IOException e) {
      routes.close();
      String message = String.valueOf(e.getMessage()); // its host is not to be chosen
      throw new IOException(message.replace(" or --page-host", ""), e);
    } catch (RuntimeException e) {
      routes.close();
      throw e;
    }
  }

  String url() {
    return service.url();
  }

  /** Tells whether somebody has it open. */
  boolean isOpen() {
    return routes.isOpen();
  }

  @Override
  public void close() {
    routes.close();
    service.close();
  }
}
