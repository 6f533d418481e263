package io.gradstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Metric;
import io.gradstream.csv.CsvRecords;
import io.gradstream.eval.FileEvaluation;
import io.gradstream.streams.Topologies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One window over all records: what eval, demo and the metrics topic say of it is one thing. */
class FiguresAgreeTest {

  private static final int ROWS = 400;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "label: y; logistic; 3",
        "label: y; {mlp: {hidden: [4]}}; 3",
        "label: c; softmax; 3",
        "label: c; softmax; 30",
        "label: c, max-classes: 40; softmax; 40",
        "label: c, classes: [c2, c1, c0]; softmax; 3",
        "label: b; linear; 3",
        "label: b; linear | loss: absolute; 3",
        "label: b; linear | loss: {quantile: {tau: 0.9}}; 3",
        "label: {field: b, transform: log1p}; linear; 3",
      })
  void evalDemoAndTheMetricsTopicAgreeToTheLastDigit(String label, String model, int classes)
      throws IOException {
    List<GenericRecord> records = records(classes);
    String yaml = yaml(label, model.replace(" | ", "\n"));
    try (Topologies topology = Topologies.of(yaml)) {
      for (int i = 0; i < ROWS; i++) {
        topology.send("k", i + 1, records.get(i));
      }
      JudgedPredictions demo = new JudgedPredictions(topology.pipeline.learner());
      topology.predictions().forEach(demo::add);
      FileEvaluation eval = new FileEvaluation(topology.pipeline.learner());
      try (CsvRecords rows = CsvRecords.open(csv(records), Topologies.RECORD)) {
        eval.run(rows, progress -> {});
      }
      GenericRecord window = topology.metrics().get(0);
      assertThat(window.get("count")).isEqualTo(ROWS);
      List<Metric> metrics = Metric.all(demo.evaluation().task());

      assertThat(eval.evaluation().model(metrics))
          .isEqualTo(demo.evaluation().model(metrics))
          .satisfies(scores -> assertThat(scores.values()).isEqualTo(of(window, "model")));
      for (Baseline baseline : Baseline.values()) {
        String field = baseline.name().toLowerCase(Locale.ROOT);
        assertThat(eval.evaluation().baseline(baseline, metrics))
            .isEqualTo(demo.evaluation().baseline(baseline, metrics))
            .satisfies(scores -> assertThat(scores.values()).isEqualTo(of(window, field)));
      }
      assertThat(of(window, "model").values()).anyMatch(value -> value > 0 && value < 1);
    }
  }

  /** Labels of a category follow from a number, with mistakes; one number is far from the rest. */
  private static List<GenericRecord> records(int classes) {
    Random random = new Random(7);
    List<GenericRecord> records = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double a = random.nextGaussian();
      int group = Math.floorMod((int) Math.floor(3 * a + random.nextInt(2)), classes);
      int b = i == 300 ? 1_000_000_000 : (int) Math.round(10 * a) + random.nextInt(4) + 60;
      records.add(Topologies.record(a, b, "c" + group, a + random.nextGaussian() > 0.5 ? 1 : 0));
    }
    return records;
  }

  private Path csv(List<GenericRecord> records) throws IOException {
    String rows =
        records.stream()
            .map(it -> "%s,%s,%s,%s%n".formatted(it.get(0), it.get(1), it.get(2), it.get(3)))
            .collect(Collectors.joining());
    return Files.writeString(folder.resolve("rows.csv"), "a,b,c,y\n" + rows);
  }

  private static String yaml(String label, String model) {
    String metrics =
        Metric.all(task(model)).stream().map(Metric::label).collect(Collectors.joining(", "));
    return """
    pipeline: test
    input: {topic: in, %s}
    features: [{standard: [a]}]
    model: %s
    validation: {window: %d, metrics: [%s]}
    """
        .formatted(label, model, ROWS, metrics);
  }

  private static Task task(String model) {
    return model.startsWith("softmax")
        ? Task.MULTICLASS
        : model.startsWith("linear") ? Task.REGRESSION : Task.BINARY;
  }

  private static Map<Metric, Double> of(GenericRecord window, String field) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    GenericRecord scores = (GenericRecord) window.get(field);
    for (Metric metric : Metric.values()) {
      Object value = scores.get(metric.field());
      if (value != null) {
        values.put(metric, (Double) value);
      }
    }
    return values;
  }
}
