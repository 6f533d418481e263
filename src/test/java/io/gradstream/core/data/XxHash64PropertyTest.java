package io.gradstream.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Stored categories are known by this hash, so it must be XXH64 and stay so. */
class XxHash64PropertyTest {

  private static final XXHash64 REFERENCE = XXHashFactory.safeInstance().hash64();

  @Property(tries = 2000)
  void itIsTheHashThatLz4JavaComputes(
      @ForAll long content,
      @ForAll @IntRange(max = 9) int from,
      @ForAll @IntRange(max = 200) int length,
      @ForAll long seed) {
    byte[] bytes = new byte[from + length + 3];
    new Random(content).nextBytes(bytes);

    assertThat(XxHash64.hash(bytes, from, length, seed))
        .isEqualTo(REFERENCE.hash(bytes, from, length, seed));
  }
}
