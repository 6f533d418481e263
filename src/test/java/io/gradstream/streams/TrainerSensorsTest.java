package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.streams.output.OutputBounds;
import io.gradstream.streams.output.Outputs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.DoubleStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** What a trainer's sensors say is what its topics say. */
class TrainerSensorsTest {

  @Test
  void theLastWindowsFiguresAreThoseOfTheMetricsTopic() {
    try (Topologies topology = new Topologies()) {
      assertThat(values(topology.driver, "window")).isEmpty();
      for (int i = 0; i < 25; i++) {
        topology.send(i);
      }
      GenericRecord window = topology.metrics().get(1);
      Map.of(
              "window", "window",
              "window-records", "count",
              "learning-rate", "learning_rate",
              "gradient-norm", "gradient_norm",
              "clipped-steps", "clipped_steps",
              "dropped-steps", "dropped_steps",
              "outliers", "outliers",
              "windows-without-improvement", "windows_without_improvement")
          .forEach(
              (sensor, field) ->
                  assertThat(values(topology.driver, sensor))
                      .as(sensor)
                      .containsExactly(number(window.get(field))));
      for (String predictor : List.of("model", "checkpoint", "no_change", "majority")) {
        GenericRecord scores = (GenericRecord) window.get(predictor);
        List<String> metrics =
            predictor.equals("checkpoint") // which has what early stopping looks at
                ? List.of("log_loss")
                : List.of("log_loss", "accuracy", "auc");
        for (String metric : metrics) {
          assertThat(values(topology.driver, "score", "predictor", predictor, "metric", metric))
              .as(predictor + " " + metric)
              .containsExactly(number(scores.get(metric)));
        }
      }
      double loss = number(((GenericRecord) window.get("model")).get("log_loss"));
      double right = number(((GenericRecord) window.get("model")).get("accuracy"));
      GenericRecord majority = (GenericRecord) window.get("majority");
      assertThat(values(topology.driver, "gain", "metric", "log_loss", "over", "majority"))
          .containsExactly(number(majority.get("log_loss")) - loss);
      assertThat(values(topology.driver, "gain", "metric", "accuracy", "over", "majority"))
          .containsExactly(right - number(majority.get("accuracy")));
    }
  }

  @Test
  void aFieldThatHasAsManyCategoriesAsItMayIsShownFromTheWindowOnInWhichItFilledUp() {
    try (Topologies topology =
        Topologies.of(
            """
            pipeline: test
            input: {topic: in, label: y}
            features: [{standard: [a, b]}, {one-hot: {fields: [c], max-categories: 2}}]
            model: logistic
            validation: {window: 2}
            """)) {
      for (String category : List.of("x", "x", "x", "y")) {
        assertThat(values(topology.driver, "full-fields")).doesNotContain(1.0);
        topology.send("k", 0, Topologies.record(1.0, 1, category, 1));
      }
      assertThat(values(topology.driver, "full-fields")).containsExactly(1.0);
      assertThat(number(topology.metrics().get(1).get("full_fields"))).isEqualTo(1.0);
    }
  }

  @Test
  void theModelIsShownAsItWasCommitted() {
    try (Topologies topology = new Topologies()) {
      for (int i = 0; i < 17; i++) {
        topology.send(i);
      }
      assertThat(values(topology.driver, "step")).containsExactly(17.0);
      assertThat(values(topology.driver, "version")).containsExactly(17.0);
      assertThat(values(topology.driver, "categories")).containsExactly(3.0);
      double parameters = values(topology.driver, "parameters").get(0);
      topology.send("k", 17, Topologies.record(1.0, 1, "new", 1));
      assertThat(values(topology.driver, "parameters")).containsExactly(parameters + 1);
      assertThat(values(topology.driver, "categories")).containsExactly(4.0);
      assertThat(values(topology.driver, "learning")).containsExactly(1.0);
      assertThat(values(topology.driver, "stalled-seconds")).containsExactly(0.0);
      assertThat(values(topology.driver, "state-bytes"))
          .singleElement()
          .satisfies(bytes -> assertThat(bytes).isBetween(1e3, 1e8));
    }
  }

  @Test
  void aModelThatStoppedIsShownToHaveStopped() {
    try (Topologies topology = new Topologies()) {
      for (int i = 0; i < 60; i++) {
        topology.send(i);
      }
      assertThat(values(topology.driver, "learning")).containsExactly(0.0);
      assertThat(values(topology.driver, "decisions-total", "kind", "STOP")).containsExactly(1.0);
    }
  }

  @Test
  void everyRecordIsCountedAsAPredictionOrADeadLetterOfItsReason() {
    try (Topologies topology = new Topologies()) {
      for (int i = 0; i < 20; i++) {
        topology.send(i);
      }
      for (int i = 0; i < 3; i++) {
        topology.input.pipeInput(bytes("k"), bytes("no avro"), i);
      }
      topology.input.pipeInput(bytes("k"), null, 4);
      assertThat(values(topology.driver, "records-total")).containsExactly(24.0);
      assertThat(values(topology.driver, "predictions-total")).containsExactly(20.0);
      assertThat(values(topology.driver, "dead-letters-total", "reason", "NOT_AVRO"))
          .containsExactly(3.0);
      assertThat(values(topology.driver, "dead-letters-total", "reason", "TOMBSTONE"))
          .containsExactly(1.0);
      assertThat(values(topology.driver, "records-rate"))
          .singleElement()
          .satisfies(rate -> assertThat(rate).isPositive());
      double most = values(topology.driver, "record-latency-max").get(0);
      assertThat(values(topology.driver, "record-latency-avg").get(0)).isBetween(1e3, most);
      assertThat(values(topology.driver, "record-latency-p99").get(0)).isPositive();
    }
  }

  @Test
  void theyHaveTheTagsOfKafkaStreamsAndOfThePipelineAndGoWithTheTask() {
    Topologies topology = new Topologies();
    try {
      topology.send(0);
      assertThat(names(topology.driver, "predictions-total"))
          .singleElement()
          .satisfies(
              name -> {
                assertThat(name.group()).isEqualTo("gradstream-trainer-metrics");
                assertThat(name.tags())
                    .containsEntry("pipeline", "test")
                    .containsEntry("partition", "0")
                    .containsEntry("task-id", "0_0")
                    .containsEntry("thread-id", Thread.currentThread().getName());
              });
    } finally {
      topology.close();
    }
    assertThat(
            topology.driver.metrics().keySet().stream()
                .filter(name -> name.group().startsWith("gradstream-")))
        .isEmpty();
  }

  @Test
  void labelsThatWaitAndTheirAgeAreShownWhereTheyComeLater() {
    String yaml =
        """
        pipeline: late
        input: {topic: in, format: json}
        output: {format: json}
        labels: {topic: labels, field: y, wait: 1h}
        features: [{standard: [a]}]
        model: logistic
        validation: {window: 4}
        """;
    var pipeline = Topologies.pipeline(yaml);
    TrainerParts parts =
        new TrainerParts(
            pipeline,
            Optional.empty(),
            Outputs.register(pipeline, Optional.empty()),
            OutputBounds.ofBytes(100_000),
            Duration.ofSeconds(5),
            false,
            new AtomicBoolean());
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            PipelineTopology.build(parts),
            StreamsSettings.of(pipeline.withKafka(Map.of("bootstrap.servers", "-"))))) {
      var input = topic(driver, "in");
      var labels = topic(driver, "labels");
      for (int i = 0; i < 10; i++) {
        input.pipeInput(bytes("k" + i), bytes("{\"a\": %d}".formatted(i)), 1000);
      }
      for (int i = 0; i < 4; i++) {
        labels.pipeInput(bytes("k" + i), bytes("{\"y\": 1}"), 3000);
      }
      assertThat(values(driver, "labels-waiting")).containsExactly(6.0);
      assertThat(values(driver, "labels-total")).containsExactly(4.0);
      assertThat(values(driver, "outcomes-total")).containsExactly(4.0);
      assertThat(values(driver, "unlabelled-total")).containsExactly(0.0);
      assertThat(values(driver, "records-total")).containsExactly(14.0);
      assertThat(values(driver, "predictions-total")).containsExactly(10.0);
    }
    try (Topologies topology = new Topologies()) {
      topology.send(0);
      assertThat(values(topology.driver, "labels-waiting")).isEmpty();
    }
  }

  private static TestInputTopic<byte[], byte[]> topic(TopologyTestDriver driver, String name) {
    return driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<MetricName> names(TopologyTestDriver driver, String name, String... tags) {
    return metrics(driver, name, tags).stream().map(Metric::metricName).toList();
  }

  private static List<Double> values(TopologyTestDriver driver, String name, String... tags) {
    return metrics(driver, name, tags).stream()
        .flatMapToDouble(metric -> DoubleStream.of((Double) metric.metricValue()))
        .boxed()
        .toList();
  }

  private static List<? extends Metric> metrics(
      TopologyTestDriver driver, String name, String... tags) {
    return driver.metrics().values().stream()
        .filter(metric -> metric.metricName().group().startsWith("gradstream-"))
        .filter(metric -> metric.metricName().name().equals(name))
        .filter(metric -> has(metric.metricName().tags(), tags))
        .toList();
  }

  private static boolean has(Map<String, String> tags, String... wanted) {
    for (int i = 0; i < wanted.length; i += 2) {
      if (!wanted[i + 1].equals(tags.get(wanted[i]))) {
        return false;
      }
    }
    return true;
  }

  private static double number(Object value) {
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
