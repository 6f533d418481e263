package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A trainer and a scorer at work, in processes of their own, whose metrics can be scraped: labels
 * come later, one record is no record, and rows are scored over HTTP and from a topic.
 */
public final class LiveMetrics implements AutoCloseable {

  /** Records of the input, one of which is none. */
  public static final int RECORDS = 301;

  private static final int LABELS = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final PipelineCluster cluster = PipelineCluster.shared();
  private final String name;
  private final RunProcess trainer;
  private final RunProcess scorer;

  private LiveMetrics(String name, Path directory) throws IOException {
    this.name = name;
    cluster.createTopic(name, 1);
    cluster.createTopic(name + "-labels", 1);
    Path file = Files.writeString(directory.resolve(name + ".yaml"), yaml());
    produce();
    trainer =
        RunProcess.start(
            List.of("run", file.toString(), "--http-port", "0"),
            cluster.environment(),
            directory.resolve("trainer.log"));
    scorer =
        RunProcess.start(
            List.of("score", file.toString(), "--http-port", "0", "--to", name + ".scored"),
            cluster.environment(),
            directory.resolve("scorer.log"));
  }

  /** Starts both, and waits until all is learned and scored; {@code name} names what is theirs. */
  public static LiveMetrics start(String name, Path directory) throws Exception {
    LiveMetrics live = new LiveMetrics(name, directory);
    try {
      live.awaitAll();
      return live;
    } catch (Throwable e) {
      live.close();
      throw e;
    }
  }

  private void awaitAll() throws Exception {
    trainer.until(() -> health().isPresent() && trainerUrl().isPresent());
    scorer.until(() -> scorerUrl().isPresent());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(get(trainerUrl().orElseThrow() + "/metrics"))
                  .containsPattern("gradstream_predictions_total\\{[^}]*} 300.0")
                  .containsPattern("gradstream_window_gain\\{[^}]*over=\"checkpoint\"");
              assertThat(get(scorerUrl().orElseThrow() + "/metrics"))
                  .containsPattern("gradstream_topic_scorer_records_total\\{[^}]*} 301.0");
            });
    assertThat(post(scorerUrl().orElseThrow() + "/v1/predict", "{\"x\": 3}")).isEqualTo(200);
    assertThat(post(scorerUrl().orElseThrow() + "/v1/predict", "{\"x\": []}")).isEqualTo(400);
    assertThat(post(scorerUrl().orElseThrow() + "/nowhere", "{}")).isEqualTo(404);
    get(scorerUrl().orElseThrow() + "/health/ready");
    produceLabel(); // a commit that the scorer waits for
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get(scorerUrl().orElseThrow() + "/metrics"))
                    .containsPattern("commit_delay_seconds_count\\{[^}]*} [1-9]"));
  }

  /** Has a row scored, one refused, and one more label committed. */
  public void work() throws IOException, InterruptedException {
    assertThat(post(scorer() + "/v1/predict", "{\"x\": 3}")).isEqualTo(200);
    assertThat(post(scorer() + "/v1/predict", "{\"x\": []}")).isEqualTo(400);
    produceLabel();
  }

  /** Returns the pipeline's name. */
  public String pipeline() {
    return name;
  }

  /** Returns where the trainer's metrics are, beside its predictions. */
  public String trainer() throws IOException {
    return trainerUrl().orElseThrow();
  }

  /** Returns where the scorer's metrics are. */
  public String scorer() throws IOException {
    return scorerUrl().orElseThrow();
  }

  /** Returns where the trainer's health is. */
  public String healthPort() throws IOException {
    return health().orElseThrow();
  }

  /** Returns what a page says. */
  public String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return answer.body();
  }

  /** Returns the pages of all three ports. */
  public List<String> pages() throws IOException, InterruptedException {
    return List.of(
        get(trainer() + "/metrics"), get(healthPort() + "/metrics"), get(scorer() + "/metrics"));
  }

  private int post(String url, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private Optional<String> trainerUrl() throws IOException {
    return trainer.url("predictions");
  }

  private Optional<String> health() throws IOException {
    return trainer.url("health");
  }

  private Optional<String> scorerUrl() throws IOException {
    return scorer.url("predictions");
  }

  private String yaml() {
    return """
        pipeline: %1$s
        input: {topic: %1$s, format: json}
        output: {format: json}
        labels: {topic: %1$s-labels, field: y, wait: 1h}
        features: [{standard: [x]}]
        model: logistic
        optimizer: {sgd: {learning-rate: 0.1}}
        validation: {window: 50}
        early-stopping: {metric: log-loss, max-steps: 100, on-stop: report}
        kafka: {commit.interval.ms: 200}
        """
        .formatted(name);
  }

  private void produce() {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < RECORDS - 1; i++) {
        producer.send(record(name, i, "{\"x\": %d}".formatted(i % 10)));
      }
      producer.send(record(name, RECORDS, "no record"));
      for (int i = 0; i < LABELS; i++) {
        producer.send(record(name + "-labels", i, "{\"y\": %d}".formatted(i % 10 > 4 ? 1 : 0)));
      }
    }
  }

  /** Lets the trainer commit once more. */
  private void produceLabel() {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.send(record(name + "-labels", LABELS, "{\"y\": 1}"));
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(cluster.kafka());
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int key, String value) {
    return new ProducerRecord<>(topic, bytes("k" + key), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws InterruptedException {
    trainer.close();
    if (scorer != null) {
      scorer.close();
    }
  }
}
