package io.gradstream.bench;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.demo.InputProducer;
import io.gradstream.embedded.BrokerProcess;
import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import io.gradstream.serve.EmptyRoutes;
import io.gradstream.serve.HttpService;
import io.gradstream.serve.ScoringRoutes;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares requests for a prediction with requests to a handler that does nothing, on the same
 * server beside a trainer at work.
 *
 * <p>The trainer and the server are in this process, the broker and the load in processes of their
 * own. Phases take turns, so that whatever makes the machine slow for a while meets both.
 */
public final class HttpBenchmark {

  private static final String EMPTY = "/empty";
  private static final int BODIES = 1000;
  private static final int PHASE_SECONDS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Pipeline template;
  private final CsvSource data;
  private final PrintWriter out;
  private volatile boolean over;

  /** Creates a benchmark of a pipeline over a file of rows. */
  public HttpBenchmark(Pipeline pipeline, CsvSource data, PrintWriter out) {
    this.template = pipeline;
    this.data = data;
    this.out = out;
  }

  /**
   * What the server and the trainer are given to do.
   *
   * @param requests a second, of one row each
   * @param seconds for how long each of the two handlers is asked, in phases
   * @param learned rows a second that the trainer learns from meanwhile
   */
  public record Load(int requests, int seconds, int learned) {

    int phases() {
      return Math.max(1, seconds / PHASE_SECONDS);
    }

    /** Those that come while it lasts, and some more. */
    long rows() {
      return (long) learned * 2 * PHASE_SECONDS * (phases() + HttpLoad.WARM_UP + 3);
    }
  }

  /** Runs it; prints a line for each handler, and the ratio of their 99th percentiles last. */
  public void run(Load load) throws IOException, InterruptedException {
    try (BrokerProcess broker = BrokerProcess.start()) {
      Pipeline pipeline = template.withKafka(broker.kafka()).withHttp(Http.NONE.at(0, "127.0.0.1"));
      try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
        new PipelineTopics(cluster, pipeline).createMissing(List.of(pipeline.input().topic()));
      }
      Thread feeder = feeder(pipeline, load);
      feeder.start();
      try (PipelineApplication learning = PipelineApplication.start(pipeline);
          Scorer scorer = Scorer.follow(Map.of(), pipeline)) {
        if (!scorer.await(PATIENCE)) {
          throw new ApplicationException("no model was there in " + PATIENCE.toSeconds() + " s");
        }
        serve(pipeline, scorer, load);
      } finally {
        over = true;
        feeder.join();
      }
    }
  }

  private Thread feeder(Pipeline pipeline, Load load) {
    Thread feeder =
        new Thread(
            () -> {
              try {
                InputProducer.of(pipeline)
                    .produce(
                        pipeline.input().topic(),
                        data.limitedTo(load.rows(), load.learned()),
                        count -> {
                          if (over) {
                            throw new Ended();
                          }
                        });
              } catch (IOException e) {
                say("feeding the trainer failed: %s", String.valueOf(e.getMessage()));
              } catch (Ended e) {
                // the measurement is over
              }
            },
            "bench-feeder");
    feeder.setDaemon(true);
    return feeder;
  }

  /** The measurement is over. */
  private static final class Ended extends RuntimeException {}

  private void serve(Pipeline pipeline, Scorer scorer, Load load)
      throws IOException, InterruptedException {
    long before = scorer.health().commits();
    Path bodies = Files.createTempFile("gradstream-bench", ".jsonl");
    try (HttpService service =
        HttpService.start(
            pipeline.http(),
            "--http",
            List.of(new ScoringRoutes(scorer), new EmptyRoutes(EMPTY)))) {
      Files.write(bodies, CsvProducer.firstAsJson(data, BODIES));
      List<double[]> seen = load(bodies, service.url(), load);
      say("%-12s %10s %8s %9s %9s %9s", "", "requests", "failed", "p50 ms", "p99 ms", "p99.9 ms");
      line("/v1/predict", seen.get(0));
      line("empty", seen.get(1));
      say(
          "commits of the trainer that came into use meanwhile: %d",
          scorer.health().commits() - before);
      say("ratio=%.2f", seen.get(0)[3] / seen.get(1)[3]);
    } finally {
      Files.delete(bodies);
    }
  }

  private void line(String name, double[] figures) {
    say(
        "%-12s %,10.0f %8.0f %9.2f %9.2f %9.2f",
        name, figures[0], figures[1], figures[2], figures[3], figures[4]);
  }

  private static List<double[]> load(Path bodies, String url, Load load)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                HttpLoad.class.getName(),
                bodies.toString(),
                Integer.toString(load.requests()),
                Integer.toString(PHASE_SECONDS),
                Integer.toString(load.phases()),
                url + "/v1/predict",
                url + EMPTY)
            .redirectError(Redirect.INHERIT)
            .start();
    List<double[]> lines = new ArrayList<>();
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        String[] figures = line.split(" ", -1);
        double[] values = new double[figures.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = Double.parseDouble(figures[i]);
        }
        lines.add(values);
      }
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0 || lines.size() != 2) {
      throw new ApplicationException("the process that sends requests failed");
    }
    return lines;
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
