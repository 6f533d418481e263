package io.gradstream.cli;

import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import io.gradstream.serve.HealthRoutes;
import io.gradstream.serve.HttpService;
import io.gradstream.serve.PageRoutes;
import io.gradstream.serve.Routes;
import io.gradstream.serve.ScorerHealth;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the page where a pipeline is watched that runs elsewhere. */
@Command(
    name = "ui",
    description = {
      "Watch a pipeline that runs somewhere, in a browser.",
      "It reads the pipeline's topics, disturbs nobody and needs nothing of the trainer. Ctrl-C ends"
          + " it."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gradstream ui examples/flights/pipeline.yaml"})
final class UiCommand implements Callable<Integer> {

  private static final int USUAL_PORT = 8080;

  @Mixin private PipelineParameter parameter;

  @Option(
      names = HttpOptions.PORT,
      paramLabel = "PORT",
      defaultValue = HttpOptions.USUAL_PORT,
      description =
          "Show the page on this port, 0 for a free one (default: GRADSTREAM_HTTP_PORT, else"
              + " http.port of the file, else 8080, or a free one if that is taken).")
  private @Nullable Integer port;

  @Option(
      names = HttpOptions.HOST,
      paramLabel = "HOST",
      defaultValue = HttpOptions.USUAL_HOST,
      description = HttpOptions.OF_HOST)
  private @Nullable String host;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Pipeline pipeline =
        CommittedModels.chosen(
            parameter.readToRun().with(it -> HttpOptions.applied(it, port, host)));
    StopSignals.handle();
    try (Scorer scorer = Scorer.follow(Map.of(), pipeline);
        PageRoutes page = WatchedPage.of(pipeline, scorer);
        HttpService service =
            start(pipeline.http(), List.of(new HealthRoutes(new ScorerHealth(scorer)), page))) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("watch %s at %s until Ctrl-C%n", pipeline.name(), service.url());
      out.flush();
      new CountDownLatch(1).await(); // until a signal ends the process
      return 0;
    }
  }

  /** A port that was asked for is that one or none; the usual one may be taken. */
  private static HttpService start(Http http, List<Routes> routes) throws IOException {
    if (http.port().isPresent()) {
      return HttpService.start(http, HttpOptions.NAME, routes);
    }
    int port = isFree(http.host()) ? USUAL_PORT : 0;
    return HttpService.start(http.at(port, http.host()), HttpOptions.NAME, routes);
  }

  /** A server that fails to start would complain in the log. */
  private static boolean isFree(String host) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, USUAL_PORT));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
