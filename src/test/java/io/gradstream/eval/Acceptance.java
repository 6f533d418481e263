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

  /** When each flight landed, which is when its label is known: 327,346 rows. */
  public static final Path ARRIVALS = Path.of("examples/flights/arrivals.csv.gz");

  /** The flights, each learned when it has landed, as two independent implementations have it. */
  public static final Acceptance LANDED =
      new Acceptance(
          Path.of("src/test/resources/pipelines/flights-landed-sgd.yaml"),
          Path.of("examples/flights/flights.csv.gz"),
          0.7827,
          0.4890,
          0.7387);

  private static final double TOLERANCE = 0.0002;
  private static final double TOLERANCE_OF_LANDED = 0.0005; // two labels of a minute have no order

  /** Fails unless the predictions reach the figures. */
  public void check(Evaluation evaluation) {
    Scores scores = evaluation.model(Metric.all(Task.BINARY));
    double tolerance = equals(LANDED) ? TOLERANCE_OF_LANDED : TOLERANCE;
    assertThat(scores.get(Metric.ACCURACY)).isCloseTo(accuracy, within(tolerance));
    assertThat(scores.get(Metric.LOG_LOSS)).isCloseTo(logLoss, within(tolerance));
    assertThat(scores.get(Metric.AUC)).isCloseTo(auc, within(tolerance));
  }
}
