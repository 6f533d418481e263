package io.gradstream.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Seeds are fixed, so that the bounds, at six standard deviations, hold always or never. */
class RandomnessPropertyTest {

  private static final int DRAWS = 20_000;

  /** Six standard deviations of the mean of products of two standardised uniform numbers. */
  private static final double NO_CORRELATION = 6 / Math.sqrt(DRAWS);

  @Property(tries = 60, seed = "1")
  void belowFallsIntoEveryClassEquallyOften(
      @ForAll long seed, @ForAll long stream, @ForAll @IntRange(min = 2, max = 200) int bound) {
    Randomness random = new Randomness(seed);
    int[] counts = new int[bound];
    for (int i = 0; i < DRAWS; i++) {
      counts[random.below(bound, stream, i)]++;
    }
    double expected = (double) DRAWS / bound;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    int freedom = bound - 1;
    assertThat(chiSquare).isLessThan(freedom + 6 * Math.sqrt(2.0 * freedom) + 20);
  }

  @Property(tries = 60, seed = "2")
  void uniformNumbersFillTheUnitIntervalEvenly(@ForAll long seed, @ForAll long stream) {
    Randomness random = new Randomness(seed);
    int[] counts = new int[64];
    for (int i = 0; i < DRAWS; i++) {
      double u = random.uniform(stream, i);
      assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
      counts[(int) (u * 64)]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - DRAWS / 64.0) * (count - DRAWS / 64.0) / (DRAWS / 64.0);
    }
    assertThat(chiSquare).isLessThan(63 + 6 * Math.sqrt(126) + 20).isGreaterThan(63 - 50);
  }

  @Property(tries = 60, seed = "3")
  void neighboursInSeedStreamAndPositionAreNotCorrelated(
      @ForAll @IntRange(max = 1000) int seed,
      @ForAll @IntRange(max = 1000) int stream,
      @ForAll @IntRange(min = 1, max = 64) int apart) {
    Randomness random = new Randomness(seed);
    Randomness other = new Randomness(seed + apart);
    double seeds = 0;
    double streams = 0;
    double positions = 0;
    for (int i = 0; i < DRAWS; i++) {
      double u = standardised(random, stream, i);
      seeds += u * standardised(other, stream, i);
      streams += u * standardised(random, stream + apart, i);
      positions += u * standardised(random, stream, i + apart);
    }
    assertThat(seeds / DRAWS).isCloseTo(0, within(NO_CORRELATION));
    assertThat(streams / DRAWS).isCloseTo(0, within(NO_CORRELATION));
    assertThat(positions / DRAWS).isCloseTo(0, within(NO_CORRELATION));
  }

  @Property(tries = 40, seed = "4")
  void gaussianHasTheMomentsOfTheStandardNormal(@ForAll long seed, @ForAll long stream) {
    Randomness random = new Randomness(seed);
    double[] moments = new double[4];
    for (int i = 0; i < DRAWS; i++) {
      double z = random.gaussian(stream, i);
      double power = 1;
      for (int k = 0; k < 4; k++) {
        power *= z;
        moments[k] += power / DRAWS;
      }
    }
    double unit = 6 / Math.sqrt(DRAWS); // times the deviation of z^k: 1, sqrt 2, sqrt 15, sqrt 96
    assertThat(moments[0]).isCloseTo(0, within(unit));
    assertThat(moments[1]).isCloseTo(1, within(unit * Math.sqrt(2)));
    assertThat(moments[2]).isCloseTo(0, within(unit * Math.sqrt(15)));
    assertThat(moments[3]).isCloseTo(3, within(unit * Math.sqrt(96)));
  }

  private static double standardised(Randomness random, long stream, long position) {
    return (random.uniform(stream, position) - 0.5) * Math.sqrt(12);
  }
}
