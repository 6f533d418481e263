package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.metric.Metric;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The core alone reaches the figures that everybody reaches. */
class CoreAcceptanceIT {

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
  void flightsThatAreLearnedWhenTheyHaveLanded() throws IOException {
    FileEvaluation landed = evaluateLater(Acceptance.LANDED.pipeline());
    Acceptance.LANDED.check(landed.evaluation());
    assertThat(landed.labels().orElseThrow().waiting()).isZero();
  }

  @Test
  void theDemosPipelineLearnsTheYearAndDoesNotStopWhileItImproves() throws IOException {
    FileEvaluation demo = evaluateLater(Path.of("examples/flights/pipeline.yaml"));
    double logLoss = demo.evaluation().model(List.of(Metric.LOG_LOSS)).get(Metric.LOG_LOSS);
    assertThat(logLoss).isLessThanOrEqualTo(0.4720);
    assertThat(demo.badLabels()).isZero();
    assertThat(demo.labels().orElseThrow().unlabelled()).isZero();
    assertThat(demo.decisions()).isEmpty();
    assertThat(demo.deadLetters()).isZero();
    assertThat(demo.evaluation().size()).isEqualTo(327_346);
  }

  private static FileEvaluation evaluateLater(Path file) throws IOException {
    Pipeline pipeline = PipelineReader.read(file, Map.of());
    try (CsvRecords rows = CsvRecords.open(Acceptance.LANDED.data(), "departures");
        CsvRecords labels = CsvRecords.open(Acceptance.ARRIVALS, "arrivals")) {
      LabelsOfFile source =
          new LabelsOfFile(
              labels,
              pipeline.learner(),
              pipeline.labels().orElseThrow().key(),
              new LabelsOfFile.Columns("time", Optional.empty(), Optional.empty()));
      FileEvaluation evaluation =
          new FileEvaluation(pipeline.learner(), Optional.of("time"), false, Optional.of(source));
      evaluation.run(rows, progress -> {});
      return evaluation;
    }
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
