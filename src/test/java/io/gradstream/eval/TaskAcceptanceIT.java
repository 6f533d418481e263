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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regression and several classes reach the published figures, too. */
class TaskAcceptanceIT {

  private static final Path PIPELINES = Path.of("src/test/resources/pipelines");
  private static final Path DATA = Path.of("src/test/resources/data");

  @ParameterizedTest
  @CsvSource({"0.01, 68.7, 93.9, 0.732", "0.05, 55.8, 80.6, 0.803"})
  void linearRegressionPredictsRentals(String rate, double mae, double rmse, double r2)
      throws IOException {
    Scores scores =
        evaluate("bike-sgd.yaml", "bike_sharing_hour.csv.gz", Map.of("RATE", rate))
            .evaluation()
            .model(List.of(Metric.MAE, Metric.RMSE, Metric.R2));
    assertThat(scores.get(Metric.MAE)).isCloseTo(mae, within(0.002 * mae));
    assertThat(scores.get(Metric.RMSE)).isCloseTo(rmse, within(0.002 * rmse));
    assertThat(scores.get(Metric.R2)).isCloseTo(r2, within(0.002));
  }

  @Test
  void softmaxRegressionTellsWhatAnImageShows() throws IOException {
    FileEvaluation evaluation =
        evaluate("image-segments-sgd.yaml", "image_segments.csv.gz", Map.of());
    Scores scores = evaluation.evaluation().model(List.of(Metric.ACCURACY, Metric.LOG_LOSS));
    assertThat(scores.get(Metric.ACCURACY)).isCloseTo(0.8364, within(0.002));
    assertThat(scores.get(Metric.LOG_LOSS)).isCloseTo(0.6787, within(0.002)); // new classes counted
    assertThat(evaluation.evaluation().size()).isEqualTo(2_310);
    assertThat(evaluation.deadLetters()).isZero();
  }

  private static FileEvaluation evaluate(String file, String data, Map<String, String> environment)
      throws IOException {
    Pipeline pipeline = PipelineReader.read(PIPELINES.resolve(file), environment);
    FileEvaluation evaluation = new FileEvaluation(pipeline.learner());
    try (CsvRecords rows = CsvRecords.open(DATA.resolve(data), pipeline.input().topic())) {
      evaluation.run(rows, progress -> {});
    }
    return evaluation;
  }
}
