package io.gradstream.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RadixSortPropertyTest {

  private final RadixSort sort = new RadixSort();

  @Property(tries = 200)
  void theOrderIsThatOfTheLibrary(
      @ForAll @IntRange(max = 3000) int length,
      @ForAll @IntRange(max = 5) int kind,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] values = new double[length + 1];
    for (int i = 0; i < length; i++) {
      values[i] = value(random, kind);
    }
    values[length] = 42;
    double[] expected = values.clone();
    Arrays.sort(expected, 0, length);
    sort.sort(values, length);
    assertThat(values).isEqualTo(expected);
  }

  private static double value(Random random, int kind) {
    return switch (kind) {
      case 0 -> random.nextDouble();
      case 1 -> random.nextInt(2);
      case 2 -> Double.longBitsToDouble(random.nextLong());
      case 3 -> 0.5 + random.nextInt(1000) * 0x1.0p-53; // told apart by the lowest bits only
      case 4 -> random.nextBoolean() ? 0.0 : -0.0;
      default -> random.nextGaussian() * 1e10;
    };
  }
}
