package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The examples that remember the stream reach, on the real data, what their pages say. */
class MemoryAcceptanceIT {

  private static final Path DATA = Path.of("src/test/resources/data");
  private static final List<Metric> BINARY = List.of(Metric.ACCURACY, Metric.LOG_LOSS, Metric.AUC);

  @Test
  void electricity() throws IOException {
    Path data = DATA.resolve("elec2.csv.gz");
    Scores scores = evaluate("electricity", data, Optional.empty(), 45_312, BINARY);
    assertThat(scores.get(Metric.ACCURACY)).isCloseTo(0.9652, within(0.0005));
    assertThat(scores.get(Metric.LOG_LOSS)).isCloseTo(0.0862, within(0.0005));
    assertThat(scores.get(Metric.AUC)).isCloseTo(0.9955, within(0.0005));
  }

  @Test
  void bikes() throws IOException {
    List<Metric> metrics = List.of(Metric.MAE, Metric.RMSE);
    Path data = DATA.resolve("bike_sharing_hour.csv.gz");
    Scores scores = evaluate("bikes", data, Optional.empty(), 17_379, metrics);
    assertThat(scores.get(Metric.MAE)).isCloseTo(27.16, within(0.05));
    assertThat(scores.get(Metric.RMSE)).isCloseTo(40.72, within(0.05));
  }

  @Test
  void flights() throws IOException {
    Path data = Path.of("examples/flights/flights.csv.gz");
    Scores scores = evaluate("flights-memory", data, Optional.of("time"), 327_346, BINARY);
    assertThat(scores.get(Metric.ACCURACY)).isCloseTo(0.8139, within(0.0005));
    assertThat(scores.get(Metric.LOG_LOSS)).isCloseTo(0.4327, within(0.0005));
    assertThat(scores.get(Metric.AUC)).isCloseTo(0.7996, within(0.0005));
  }

  private static Scores evaluate(
      String example, Path data, Optional<String> time, int rows, List<Metric> metrics)
      throws IOException {
    Path file = Path.of("examples", example, "pipeline.yaml");
    Pipeline pipeline = PipelineReader.read(file, Map.of());
    FileEvaluation evaluation = new FileEvaluation(pipeline.learner(), time, false);
    try (CsvRecords records = CsvRecords.open(data, pipeline.input().topic())) {
      evaluation.run(records, progress -> {});
    }
    assertThat(evaluation.evaluation().size()).isEqualTo(rows);
    assertThat(evaluation.deadLetters()).isZero();
    return evaluation.evaluation().model(metrics);
  }
}
