package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AucHistogramTest {

  @Test
  void aHundredThousandScoresAreExactToThreeDigits() {
    AucHistogram histogram = new AucHistogram(new State().longs("histogram", 0));
    Evaluation exact = new Evaluation();
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double label = random.nextInt(4) == 0 ? 1 : 0;
      double score = 1 / (1 + Math.exp(1 - label - random.nextGaussian()));
      histogram.add(score, label);
      exact.add(score, label);
    }

    assertThat(histogram.value()).isCloseTo(exact.last(Metric.AUC, 100_000), within(1e-5));
  }

  @Test
  void scoresOutsideTheUnitIntervalFallIntoTheOuterBins() {
    AucHistogram histogram = new AucHistogram(new State().longs("histogram", 0));
    histogram.add(-7, 0);
    histogram.add(0.5, 1);
    histogram.add(1, 1);
    histogram.add(42, 1);

    assertThat(histogram.value()).isEqualTo(1);
  }

  @Test
  void oneClassAloneHasNoArea() {
    AucHistogram histogram = new AucHistogram(new State().longs("histogram", 0));
    assertThat(histogram.value()).isNaN();

    histogram.add(0.3, 1);

    assertThat(histogram.value()).isNaN();
  }

  @Test
  void allThatItKnowsIsInItsState() {
    LongArray counts = new State().longs("histogram", 0);
    AucHistogram first = new AucHistogram(counts);
    first.add(0.3, 1);
    first.add(0.2, 0);
    first.add(0.4, 0);

    assertThat(new AucHistogram(counts).value()).isEqualTo(0.5);
  }
}
