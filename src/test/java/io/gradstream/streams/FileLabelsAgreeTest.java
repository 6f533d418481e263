package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.learn.LabelReport;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.csv.CsvRecords;
import io.gradstream.eval.FileEvaluation;
import io.gradstream.eval.LabelsOfFile;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.OutputBounds;
import io.gradstream.streams.output.Outputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two files say of a pipeline with labels what the two topics that they make say, bit for bit. */
class FileLabelsAgreeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 600;

  @TempDir private Path folder;
  private final List<Line> rows = new ArrayList<>();
  private final List<Line> labels = new ArrayList<>();

  private record Line(long time, String key, String x, String c, String y) {

    String json() {
      List<String> fields = new ArrayList<>();
      add(fields, "id", key, "\"%s\"");
      add(fields, "x", x, "%s");
      add(fields, "c", c, "\"%s\"");
      add(fields, "y", y, "%s");
      return "{" + String.join(", ", fields) + "}";
    }

    private static void add(List<String> fields, String name, String value, String form) {
      if (!value.isEmpty()) {
        fields.add("\"%s\": %s".formatted(name, form.formatted(value)));
      }
    }

    String csv() {
      return String.join(",", Long.toString(time), key, x, c, y) + "\n";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait: 2h, early: 1h, max-waiting: 60",
        "wait: 30m, unlabelled: negative",
        "wait: 2h, match: all",
      })
  void scoresOutcomesAndCountsAreThoseOfTheTopics(String waiting) throws IOException {
    Pipeline pipeline = Topologies.pipeline(yaml(waiting));
    fill(new Random(7));
    List<Double> scores = new ArrayList<>();
    FileEvaluation eval = eval(pipeline, scores);
    try (TopologyTestDriver driver = driver(pipeline)) {
      pipe(driver);
      List<JsonNode> predictions = read(driver, pipeline.predictionsTopic());
      List<JsonNode> outcomes = read(driver, pipeline.outcomesTopic());
      assertThat(scores)
          .containsExactlyElementsOf(
              predictions.stream().map(each -> each.get("score").asDouble()).toList());
      Evaluation judged = pipeline.learner().newEvaluation();
      outcomes.forEach(
          each -> judged.add(each.get("score").asDouble(), each.get("label").asDouble()));
      var metrics = pipeline.learner().validation().metrics();
      assertThat(eval.evaluation().size()).isEqualTo(outcomes.size()).isGreaterThan(100);
      assertThat(eval.evaluation().model(metrics)).isEqualTo(judged.model(metrics));
      LabelReport report = eval.labels().orElseThrow();
      assertThat(report.outcomes() + report.unlabelled() + report.waiting())
          .isEqualTo(report.predictions())
          .isEqualTo(predictions.size());
      assertThat(report.outcomes()).isEqualTo(outcomes.size());
      assertThat(eval.deadLetters() + eval.badLabels())
          .isEqualTo(read(driver, pipeline.deadLettersTopic()).size())
          .isGreaterThan(5);
    }
  }

  private static String yaml(String waiting) {
    return """
        pipeline: agree
        input: {topic: in, format: json, key: id}
        labels: {topic: truth, field: y, %s}
        features:
          - standard: [x]
          - one-hot: [c]
          - lag: {label: true, steps: [1], by: [c]}
          - rolling: {label: true, within: 3h}
        model: logistic
        validation: {window: 20}
        early-stopping: {metric: log-loss, patience: 2, on-stop: rollback}
        output: {format: json}
        """
        .formatted(waiting);
  }

  /** Labels early, late, twice, for unknown keys, bad ones and none; times that go back. */
  private void fill(Random random) {
    List<Line> later = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      long time = 1_700_000_000_000L + i * 60_000L - random.nextInt(5) * 100_000L;
      String key = random.nextInt(40) == 0 ? "" : "k" + random.nextInt(ROWS);
      double x = random.nextGaussian();
      rows.add(new Line(time, key, Double.toString(x), "c" + random.nextInt(4), ""));
      for (int labelled = random.nextInt(6); labelled < 5; labelled += 4) {
        long delay = (long) (random.nextGaussian() * 2_000_000) + 2_400_000;
        String truth = random.nextInt(30) == 0 ? "7" : x + random.nextGaussian() > 0 ? "1" : "0";
        later.add(new Line(time + delay, key, "", "", truth));
      }
    }
    later.sort(java.util.Comparator.comparingLong(Line::time));
    labels.addAll(later);
  }

  private FileEvaluation eval(Pipeline pipeline, List<Double> scores) throws IOException {
    try (CsvRecords records = CsvRecords.open(file("in.csv", rows), "in");
        CsvRecords truth = CsvRecords.open(file("truth.csv", labels), "truth")) {
      LabelsOfFile source =
          new LabelsOfFile(
              truth,
              pipeline.learner(),
              pipeline.labels().orElseThrow().key(),
              new LabelsOfFile.Columns("time", Optional.empty(), Optional.empty()));
      FileEvaluation eval =
          new FileEvaluation(pipeline.learner(), Optional.of("time"), false, Optional.of(source));
      long[] seen = new long[1];
      eval.run(
          records,
          each -> {
            long good = each.records() - each.deadLetters();
            if (each.window().isEmpty() && good > seen[0]) {
              seen[0] = good;
              scores.add(each.score());
            }
          });
      return eval;
    }
  }

  private Path file(String name, List<Line> lines) throws IOException {
    StringBuilder text = new StringBuilder("time,id,x,c,y\n");
    lines.forEach(line -> text.append(line.csv()));
    return Files.writeString(folder.resolve(name), text);
  }

  /** Pipes both in the order in which Kafka Streams takes two topics that are there. */
  private void pipe(TopologyTestDriver driver) {
    TestInputTopic<byte[], byte[]> in = topic(driver, "in");
    TestInputTopic<byte[], byte[]> truth = topic(driver, "truth");
    int next = 0;
    for (Line row : rows) {
      while (next < labels.size() && labels.get(next).time() <= row.time()) {
        pipe(truth, labels.get(next++));
      }
      pipe(in, row);
    }
    labels.subList(next, labels.size()).forEach(label -> pipe(truth, label));
  }

  private static TestInputTopic<byte[], byte[]> topic(TopologyTestDriver driver, String name) {
    return driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void pipe(TestInputTopic<byte[], byte[]> topic, Line line) {
    topic.pipeInput(null, line.json().getBytes(StandardCharsets.UTF_8), line.time());
  }

  private static TopologyTestDriver driver(Pipeline pipeline) {
    TrainerParts parts =
        new TrainerParts(
            pipeline,
            Optional.empty(),
            Outputs.register(pipeline, Optional.empty()),
            OutputBounds.ofBytes(100_000),
            Duration.ofSeconds(5),
            false,
            new AtomicBoolean());
    return new TopologyTestDriver(
        PipelineTopology.build(parts),
        StreamsSettings.of(pipeline.withKafka(Map.of("bootstrap.servers", "-"))));
  }

  private static List<JsonNode> read(TopologyTestDriver driver, String topic) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    for (byte[] value :
        driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readValuesToList()) {
      values.add(JSON.readTree(value));
    }
    return values;
  }
}
