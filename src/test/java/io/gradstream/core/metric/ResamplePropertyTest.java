package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.math.RowBlocks;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ResamplePropertyTest {

  @Property
  void rowsThatCountSeveralTimesAreRowsThatAreThereSeveralTimes(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int rows, @ForAll Task task) {
    Randomness random = new Randomness(seed);
    Evaluation all = new Evaluation(task);
    Evaluation copies = new Evaluation(task);
    int[] times = new RowBlocks(rows, 1 + random.below(rows, 9, 0), random).draw(3);
    for (int i = 0; i < rows; i++) {
      double score = Math.rint(20 * random.uniform(0, i)) / 20; // with ties
      double label = task == Task.REGRESSION ? random.below(5, 1, i) : random.below(2, 1, i);
      double predicted = random.below(3, 2, i);
      all.add(score, predicted, label);
      for (int copy = 0; copy < times[i]; copy++) {
        copies.add(score, predicted, label);
      }
    }
    Resample resample = new Resample(all.rows(), Metric.all(task));
    for (Metric metric : Metric.all(task)) {
      if (metric != Metric.KAPPA_TEMPORAL) { // of rows that follow each other, which copies do not
        double expected = metric.of(copies.rows());
        double actual = resample.value(metric, times);
        if (Double.isNaN(expected)) {
          assertThat(actual).as(metric.label()).isNaN();
        } else if (Double.isFinite(expected)) {
          assertThat(actual).as(metric.label()).isCloseTo(expected, within(1e-9));
        }
      }
    }
  }

  @Property
  void everyRowOnceIsTheMetricItself(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int rows) {
    Randomness random = new Randomness(seed);
    Evaluation all = new Evaluation();
    for (int i = 0; i < rows; i++) {
      all.add(random.uniform(0, i), random.below(2, 1, i));
    }
    int[] once = new int[rows];
    Arrays.fill(once, 1);
    double expected = Metric.KAPPA_TEMPORAL.of(all.rows());
    double actual =
        new Resample(all.rows(), Metric.all(Task.BINARY)).value(Metric.KAPPA_TEMPORAL, once);

    assertThat(Double.isFinite(expected) ? actual : 0)
        .isCloseTo(Double.isFinite(expected) ? expected : 0, within(1e-9));
  }

  @Property
  void aResampleHasAsManyRowsAndEveryRowIsDrawnAsOftenAsAnyOther(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int length) {
    int block = Math.min(rows, length);
    RowBlocks blocks = new RowBlocks(rows, block, new Randomness(seed));
    long[] drawn = new long[rows];
    int resamples = 400;
    for (int resample = 0; resample < resamples; resample++) {
      int[] times = blocks.draw(resample);
      assertThat(Arrays.stream(times).sum()).isEqualTo(rows);
      assertThat(Arrays.stream(times)).allMatch(each -> each >= 0);
      Arrays.setAll(drawn, i -> drawn[i] + times[i]);
    }
    double spread = Math.sqrt((double) resamples * block); // at most so much by chance
    assertThat(Arrays.stream(drawn)).allMatch(each -> Math.abs(each - resamples) <= 7 * spread);
  }
}
