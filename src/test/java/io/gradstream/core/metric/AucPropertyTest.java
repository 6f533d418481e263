package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.state.State;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Both ways to compute the area under the ROC curve, against counting every pair. */
class AucPropertyTest {

  record Example(double score, boolean positive) {

    double label() {
      return positive ? 1 : 0;
    }
  }

  /** What counting every pair of a positive and a negative gives. */
  private record Pairs(double all, double ordered, double inOneBin) {

    static Pairs of(List<Example> examples) {
      double all = 0;
      double ordered = 0;
      double inOneBin = 0;
      for (Example p : examples.stream().filter(Example::positive).toList()) {
        for (Example n : examples.stream().filter(e -> !e.positive()).toList()) {
          all++;
          ordered += p.score() > n.score() ? 1 : p.score() == n.score() ? .5 : 0;
          inOneBin += bin(p.score()) == bin(n.score()) ? 1 : 0;
        }
      }
      return new Pairs(all, ordered, inOneBin);
    }

    private static int bin(double score) {
      return (int) Math.min(4095, score * 4096);
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void byRanksItEqualsTheCountOfPairs(@ForAll("examples") List<Example> examples) {
    Pairs pairs = Pairs.of(examples);

    double area = Metric.AUC.of(scores(examples), labels(examples), 0, examples.size());

    assertThat(area).isEqualTo(Double.valueOf(pairs.ordered() / pairs.all())); // or both NaN
  }

  /**
   * So many, and so close together beside a few far away, that buckets of one width tell nothing.
   */
  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void ofManyScoresOfAnySpreadItEqualsTheCountOfPairs(
      @ForAll("spreads") double spread, @ForAll long seed) {
    Random random = new Random(seed);
    List<Example> examples =
        IntStream.range(0, 900)
            .mapToObj(
                i -> {
                  double near = Math.floor(random.nextDouble() * 500) / 500 * spread;
                  return new Example(i % 100 == 0 ? 1 : near, random.nextInt(4) == 0);
                })
            .toList();
    Pairs pairs = Pairs.of(examples);

    double area = Metric.AUC.of(scores(examples), labels(examples), 0, examples.size());

    assertThat(area).isEqualTo(pairs.ordered() / pairs.all());
  }

  @Provide
  Arbitrary<Double> spreads() {
    return Arbitraries.of(1.0, 0.1, 1e-3, 1e-6, 1e-300, 0.0);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void byHistogramItIsOffByHalfThePairsWithinABinAtMost(
      @ForAll("examples") List<Example> examples) {
    Pairs pairs = Pairs.of(examples);
    AucHistogram histogram = new AucHistogram(new State().longs("histogram", 0));
    examples.forEach(example -> histogram.add(example.score(), example.label()));

    if (pairs.all() == 0) {
      assertThat(histogram.value()).isNaN();
    } else {
      double most = 0.5 * pairs.inOneBin() / pairs.all();
      assertThat(histogram.value()).isCloseTo(pairs.ordered() / pairs.all(), within(most + 1e-12));
    }
  }

  private static double[] scores(List<Example> examples) {
    return examples.stream().mapToDouble(Example::score).toArray();
  }

  private static double[] labels(List<Example> examples) {
    return examples.stream().mapToDouble(Example::label).toArray();
  }

  /** Scores of which some repeat exactly and some share a bin of the histogram. */
  @Provide
  Arbitrary<List<Example>> examples() {
    Arbitrary<Double> few = Arbitraries.of(0.0, 0.25, 0.5, 1.0);
    Arbitrary<Double> close = Arbitraries.doubles().between(0.5, 0.501).ofScale(6);
    Arbitrary<Double> any = Arbitraries.doubles().between(0, 1);
    return Combinators.combine(Arbitraries.oneOf(few, close, any), Arbitraries.of(true, false))
        .as(Example::new)
        .list()
        .ofMaxSize(80);
  }
}
