package io.gradstream.core.delay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is packed comes out as it went in. */
class PackedPropertyTest {

  @Property
  void numbersOfEverySizeComeBack(
      @ForAll List<Long> longs, @ForAll List<Double> doubles, @ForAll byte[] bytes) {
    Packed packed = new Packed();
    longs.forEach(packed::putLong);
    doubles.forEach(packed::putDouble);
    packed.putDouble(Double.NaN);
    packed.putOptional(bytes);
    packed.putOptional(null);
    longs.forEach(value -> assertThat(packed.getLong()).isEqualTo(value));
    doubles.forEach(value -> assertThat(packed.getDouble()).isEqualTo(value));
    assertThat(packed.getDouble()).isNaN();
    assertThat(packed.getOptional()).isEqualTo(bytes);
    assertThat(packed.getOptional()).isNull();
  }

  @Test
  void aShortNumberTakesFewBytes() {
    Packed packed = new Packed();
    packed.putDouble(1400);
    packed.putDouble(0.5);
    packed.putDouble(0);
    assertThat(packed.size()).isLessThanOrEqualTo(7);
  }
}
