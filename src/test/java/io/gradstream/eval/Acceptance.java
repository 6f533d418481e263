package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import java.nio.file.Path;

/**
 * The figures that four independent implementations agree on, for logistic regression by plain SGD.
 *
 * @param pipeline the pipeline file, in the test's resources
 * @param data the CSV file
 * @param accuracy expected
 * @param logLoss expected
 * @param auc expected
 */
public record Acceptance(Path pipeline, Path data, double accuracy, double logLoss, double auc) {

  /** The electricity market: 45,312 rows. */
  public static final Acceptance ELEC2 =
      new Acceptance(
          Path.of("src/test/resources/pipelines/elec2-sgd.yaml"),
          Path.of("src/test/resources/data/elec2.csv.gz"),
          0.8422,
          0.3755,
          0.9153);

  /** The flights: 327,346 rows. */
  public static final Acceptance FLIGHTS =
      new Acceptance(
          Path.of("src/test/resources/pipelines/flights-sgd.yaml"),
          Path.of("examples/flights/flights.csv.gz"),
          0.8059,
          0.4509,
          0.7800);

  private static final double TOLERANCE = 0.0002;

  /** Fails unless the predictions reach the figures. */
  public void check(Evaluation evaluation) {
    Scores scores = evaluation.model(Metric.all(Task.BINARY));
    assertThat(scores.get(Metric.ACCURACY)).isCloseTo(accuracy, within(TOLERANCE));
    assertThat(scores.get(Metric.LOG_LOSS)).isCloseTo(logLoss, within(TOLERANCE));
    assertThat(scores.get(Metric.AUC)).isCloseTo(auc, within(TOLERANCE));
  }
}
