package io.gradstream.cli;

import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import io.gradstream.serve.Health;
import io.gradstream.serve.HealthRoutes;
import io.gradstream.serve.HttpService;
import io.gradstream.serve.MetricsRoutes;
import io.gradstream.serve.PageRoutes;
import io.gradstream.serve.ScorerHealth;
import io.gradstream.serve.ScoringRoutes;
import io.gradstream.serve.StreamsHealth;
import io.gradstream.serve.metrics.MetricsPage;
import io.gradstream.watch.Watch;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a trainer answers over HTTP: its health, and predictions by what it has committed, as those
 * of any other scorer are. The answers begin before its start, which may wait for a registry.
 *
 * <p>It is ready when it learns. Whether it predicts, which a new pipeline does only once it has
 * learned something, is a detail there, and what {@code /v2/health/ready} says.
 */
final class TrainerHttp implements AutoCloseable {

  private final Supplier<State> state;
  private final Supplier<Map<String, String>> details;
  private final AtomicReference<@Nullable Scorer> scorer = new AtomicReference<>();
  private final ScorerHealth predictions = new ScorerHealth(this::scorer);
  private Optional<HttpService> health = Optional.empty();
  private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();
  private Optional<HttpService> service = Optional.empty();
  private Optional<PageRoutes> page = Optional.empty();
  private Optional<MetricsPage> metrics = Optional.empty();
  private volatile boolean predicts;
  private boolean left;

  TrainerHttp(Supplier<State> state, Supplier<Map<String, String>> details) {
    this.state = state;
    this.details = details;
  }

  /**
   * Begins to answer.
   *
   * @param healthPort where health and metrics are answered alone, if anywhere
   * @param pipeline whose {@code http:} says where predictions are answered, and all the rest, too
   * @param figures what {@code /metrics} tells
   */
  synchronized void open(
      @Nullable Integer healthPort, String healthHost, Pipeline pipeline, MetricsPage figures)
      throws IOException {
    Http http = pipeline.http();
    predicts = http.port().isPresent();
    metrics = Optional.of(figures);
    if (healthPort != null) {
      HttpService opened =
          HttpService.start(
              Http.NONE.at(healthPort, healthHost),
              "--health",
              List.of(new HealthRoutes(health()), new MetricsRoutes(figures, http)));
      health = Optional.of(opened);
      log().info("health on {}: {}, {}", opened.url(), HealthRoutes.paths(), MetricsRoutes.PATH);
    }
    if (predicts) {
      serve(http, figures);
    }
  }

  private void serve(Http http, MetricsPage figures) throws IOException {
    PageRoutes routes = new PageRoutes(http, () -> Optional.ofNullable(watch.get()));
    page = Optional.of(routes);
    HttpService opened =
        HttpService.start(
            http,
            HttpOptions.NAME,
            List.of(
                new HealthRoutes(health()),
                new ScoringRoutes(http, this::scorer),
                new MetricsRoutes(figures, http),
                routes));
    service = Optional.of(opened);
    log()
        .info(
            "predictions on {}: POST /v1/predict, /v2; a page at /; {}",
            opened.url(),
            MetricsRoutes.PATH);
  }

  /** Begins to follow the model of a pipeline whose encoders are known, if it is to predict. */
  synchronized void predict(Pipeline pipeline) {
    if (predicts && !left) { // it may have been told to end while it waited for a registry
      Scorer follower = Scorer.follow(Map.of(), pipeline);
      scorer.set(follower);
      metrics.ifPresent(figures -> figures.withScorer(follower));
      watch.set(WatchedPage.watch(pipeline, follower));
    }
  }

  private Optional<Scorer> scorer() {
    return Optional.ofNullable(scorer.get());
  }

  private Health health() {
    return new StreamsHealth(state, this::allDetails);
  }

  private Map<String, String> allDetails() {
    if (!predicts) {
      return details.get();
    }
    Map<String, String> all = new LinkedHashMap<>(details.get());
    predictions.notYet().ifPresent(why -> all.put("predictions", why));
    return all;
  }

  /** Answers the requests under way and no others; what only tells its health goes on. */
  synchronized void leave() {
    left = true;
    page.ifPresent(PageRoutes::leave);
    service.ifPresent(HttpService::close);
  }

  @Override
  public synchronized void close() {
    leave();
    page.ifPresent(PageRoutes::close);
    health.ifPresent(HttpService::close);
    scorer().ifPresent(Scorer::close);
  }

  /** Not made with the class, which comes before anything has said how lines are to look. */
  private static Logger log() {
    return LoggerFactory.getLogger(TrainerHttp.class);
  }
}
