package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.data.Task;
import io.gradstream.core.math.BlockLength;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.metric.PairedComparison.Difference;
import io.gradstream.core.metric.PairedComparison.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

  private static final List<String> NAMES = List.of("a", "b");

  @Test
  void intervalsOfClassesAreThoseOfTheReference() throws IOException {
    requireReference("binary", Task.BINARY);
  }

  @Test
  void intervalsOfNumbersAreThoseOfTheReference() throws IOException {
    requireReference("numbers", Task.REGRESSION);
  }

  @Test
  void blockLengthsAreThoseOfTheReference() throws IOException {
    for (JsonNode each : oracle().get("lengths")) {
      double length = each.get("length").asDouble();
      assertThat(BlockLength.of(numbers(each.get("series"))))
          .as("AR(1) of %s", each.get("phi"))
          .isCloseTo(length, within(1e-9 * length));
    }
  }

  /**
   * Of 400 pairs of models whose losses differ by an AR(1) series of mean 0.2, about 95 of 100
   * intervals hold 0.2; blocks of one row would hold it in some 75.
   */
  @Test
  void intervalsOfLossesThatDependOnTheirNeighboursHoldTheTruth() {
    Randomness random = new Randomness(5);
    int trials = 400;
    int held = 0;
    for (int trial = 0; trial < trials; trial++) {
      PairedComparison comparison = comparison(random, trial, 600, 0.6, 0.2);
      Difference mae = comparison.of(1).get(0);
      held += mae.low() <= -0.2 && -0.2 <= mae.high() ? 1 : 0;
    }
    assertThat((double) held / trials).isBetween(0.91, 0.98);
  }

  @Test
  void aDifferenceIsToldWhereItIsLargeAndNotWhereThereIsNone() {
    Randomness random = new Randomness(6);

    assertThat(comparison(random, 0, 2000, 0.3, 1).of(1).get(0).verdict()).isEqualTo(Verdict.WORSE);
    assertThat(comparison(random, 1, 2000, 0.3, -1).of(1).get(0).verdict())
        .isEqualTo(Verdict.BETTER);
    assertThat(comparison(random, 2, 2000, 0.3, 0).of(1).get(0).verdict())
        .isEqualTo(Verdict.UNTOLD);
  }

  @Test
  void fewRowsHaveADifferenceAndNoInterval() {
    PairedComparison few = comparison(new Randomness(1), 0, PairedBootstrap.LEAST_ROWS - 1, 0.5, 1);

    assertThat(few.how()).isEmpty();
    assertThat(few.of(1).get(0).gain()).isNotNaN();
    assertThat(few.of(1).get(0).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aMetricThatIsUndefinedInManyResamplesHasNoInterval() {
    Evaluation one = new Evaluation();
    Evaluation other = new Evaluation();
    for (int i = 0; i < 100; i++) {
      one.add(i / 100.0, i == 50 ? 1 : 0); // one positive: a third of the resamples has none
      other.add(1 - i / 100.0, i == 50 ? 1 : 0);
    }
    List<Metric> metrics = List.of(Metric.AUC, Metric.LOG_LOSS);
    PairedComparison comparison =
        new PairedBootstrap(0.95, 200, 1).compare(NAMES, List.of(one, other), metrics);

    assertThat(comparison.of(1).get(0).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(comparison.of(1).get(1).low()).isFinite();
  }

  @Test
  void theSameSeedMakesTheSameIntervalsAndAnotherOneOthers() {
    Evaluation one = new Evaluation(Task.REGRESSION);
    Evaluation other = new Evaluation(Task.REGRESSION);
    for (int i = 0; i < 100; i++) {
      one.add(i % 7, i % 3);
      other.add(i % 5, i % 3);
    }
    List<Evaluation> models = List.of(one, other);
    List<Metric> mae = List.of(Metric.MAE);

    assertThat(new PairedBootstrap(0.95, 100, 1).compare(NAMES, models, mae))
        .isEqualTo(new PairedBootstrap(0.95, 100, 1).compare(NAMES, models, mae))
        .isNotEqualTo(new PairedBootstrap(0.95, 100, 2).compare(NAMES, models, mae));
  }

  /** Returns models of which the second's absolute error is greater by an AR(1) series. */
  private static PairedComparison comparison(
      Randomness random, int stream, int rows, double phi, double mean) {
    Evaluation one = new Evaluation(Task.REGRESSION);
    Evaluation other = new Evaluation(Task.REGRESSION);
    double x = random.gaussian(stream, rows) / Math.sqrt(1 - phi * phi);
    for (int i = 0; i < rows; i++) {
      x = phi * x + random.gaussian(stream, i);
      one.add(100, 0);
      other.add(100 + mean + x, 0);
    }
    return new PairedBootstrap(0.95, 300, 11)
        .compare(NAMES, List.of(one, other), List.of(Metric.MAE));
  }

  private static void requireReference(String name, Task task) throws IOException {
    JsonNode reference = oracle().get(name);
    List<String> labels = fieldNames(reference.get("intervals"));
    List<Metric> metrics =
        Stream.of(Metric.values()).filter(metric -> labels.contains(metric.label())).toList();
    double[] truth = numbers(reference.get("labels"));
    List<Evaluation> models =
        List.of(
            evaluation(task, numbers(reference.get("first")), truth),
            evaluation(task, numbers(reference.get("second")), truth));

    PairedComparison comparison = new PairedBootstrap(0.95, 200, 7).compare(NAMES, models, metrics);

    assertThat(metrics).hasSameSizeAs(labels);
    assertThat(comparison.how().orElseThrow().block()).isEqualTo(reference.get("block").asInt());
    for (Difference each : comparison.of(1)) {
      double[] expected = numbers(reference.get("intervals").get(each.metric().label()));
      assertThat(new double[] {each.gain(), each.low(), each.high()})
          .as(each.metric().label())
          .containsExactly(expected, within(1e-10));
    }
  }

  private static Evaluation evaluation(Task task, double[] scores, double[] labels) {
    Evaluation evaluation = new Evaluation(task);
    for (int i = 0; i < scores.length; i++) {
      evaluation.add(scores[i], labels[i]);
    }
    return evaluation;
  }

  private static JsonNode oracle() throws IOException {
    try (InputStream in =
        PairedBootstrapTest.class.getResourceAsStream("/oracles/comparison.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static List<String> fieldNames(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
