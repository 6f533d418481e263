package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {

  private static final int MANY = 100_000;

  @Test
  void manyWindowsTakeNoMoreBinsThanThereAre() {
    Bins bins = Bins.ofAll(512);
    for (int i = 1; i <= MANY; i++) {
      bins.add(i, 100.0 * i, i, Map.of("model.x", 1.0 * i));
      assertThat(bins.size()).isBetween(1, 512);
    }
    Snapshot.Lines lines = bins.lines("model.");
    assertThat(bins.size()).isBetween(257, 512);
    assertThat(lines.perPoint()).isEqualTo(256);
    assertThat(lines.windows()[bins.size() - 1]).isEqualTo(MANY);
    assertThat(lines.windows()).isSorted();
    assertThat(lines.lines().get("model.x").mean()).hasSameSizeAs(lines.records());
  }

  @Test
  void aPeakIsNotLostToThinning() {
    Bins bins = Bins.ofAll(8);
    SplittableRandom random = new SplittableRandom(7);
    double[] values = random.doubles(1000).toArray();
    values[617] = 50;
    values[618] = -50;
    for (int i = 0; i < values.length; i++) {
      bins.add(i, i, i, Map.of("model.x", values[i]));
    }
    Snapshot.Lines lines = bins.lines("model.");
    Snapshot.Line line = lines.lines().get("model.x");
    int from = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      int to = (int) lines.windows()[bin] + 1;
      var of = IntStream.range(from, to).mapToDouble(i -> values[i]).summaryStatistics();
      assertThat(line.mean()[bin]).isCloseTo(of.getAverage(), within(1e-9));
      assertThat(line.least()[bin]).isEqualTo(of.getMin());
      assertThat(line.greatest()[bin]).isEqualTo(of.getMax());
      from = to;
    }
    assertThat(from).isEqualTo(values.length);
  }

  @Test
  void theNewestAreKeptOneByOne() {
    Bins bins = Bins.ofNewest(4);
    for (int i = 1; i <= 11; i++) {
      bins.add(i, i, i, Map.of("x", 1.0 * i));
    }
    assertThat(bins.lines("").windows()).containsExactly(9, 10, 11);
    assertThat(bins.means("x")).containsExactly(9, 10, 11);
    assertThat(bins.lines("").perPoint()).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsAGapAndWhatComesLaterHasNoPast() {
    Bins bins = Bins.ofAll(4);
    bins.add(1, 1, 1, Map.of("x", 1.0));
    bins.add(2, 2, 2, Map.of("x", Double.NaN));
    bins.add(3, 3, 3, Map.of("x", 3.0, "late", 5.0));
    assertThat(bins.means("x")).containsExactly(1, Double.NaN, 3);
    assertThat(bins.means("late")).containsExactly(Double.NaN, Double.NaN, 5);
    assertThat(bins.means("never")).containsOnly(Double.NaN);
  }

  @Test
  void namesHaveABoundToo() {
    Bins bins = Bins.ofAll(4);
    for (int i = 0; i < 1000; i++) {
      bins.add(i, i, i, Map.of("name " + i, 1.0));
    }
    assertThat(bins.lines("").lines()).hasSize(Bins.MOST_NAMES);
  }

  @Test
  void anOddNumberOfBinsIsRefused() {
    assertThatThrownBy(() -> Bins.ofAll(5)).hasMessageContaining("even");
  }
}
