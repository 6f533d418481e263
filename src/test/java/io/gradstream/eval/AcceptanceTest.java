package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.metric.Metric;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The core alone reaches the figures that everybody reaches. */
class AcceptanceTest {

  @Test
  void elec2() throws IOException {
    Acceptance.ELEC2.check(
        evaluate(Acceptance.ELEC2.pipeline(), Acceptance.ELEC2.data()).evaluation());
  }

  @Test
  void flights() throws IOException {
    Acceptance.FLIGHTS.check(
        evaluate(Acceptance.FLIGHTS.pipeline(), Acceptance.FLIGHTS.data()).evaluation());
  }

  @Test
  void theDemosPipelineLearnsTheYearAndDoesNotStopWhileItImproves() throws IOException {
    FileEvaluation demo =
        evaluate(Path.of("examples/flights/pipeline.yaml"), Acceptance.FLIGHTS.data());
    double logLoss = demo.evaluation().model(List.of(Metric.LOG_LOSS)).get(Metric.LOG_LOSS);
    assertThat(logLoss).isLessThanOrEqualTo(0.4530);
    assertThat(demo.decisions()).isEmpty();
    assertThat(demo.deadLetters()).isZero();
    assertThat(demo.evaluation().size()).isEqualTo(327_346);
  }

  private static FileEvaluation evaluate(Path pipeline, Path data) throws IOException {
    FileEvaluation evaluation =
        new FileEvaluation(PipelineReader.read(pipeline, Map.of()).learner());
    try (CsvRecords rows = CsvRecords.open(data, "record")) {
      evaluation.run(rows, progress -> {});
    }
    return evaluation;
  }
}
