package io.gradstream.core.feature.dictionary;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.XxHash64;
import java.nio.charset.StandardCharsets;

/**
 * Keys that do not stand for a single field's text.
 *
 * <p>The mixing is the finaliser of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014).
 */
public final class Hashes {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Hashes() {}

  /** Returns where the keys of an encoder begin, by its name. */
  public static long seed(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return XxHash64.hash(bytes, 0, bytes.length, 0);
  }

  /** Returns a key of two, in this order; never that of a missing category. */
  public static long combine(long first, long second) {
    long mixed = mix(mix(first + GOLDEN) ^ second);
    return mixed == Row.MISSING ? 1 : mixed;
  }

  /** Returns the bits of a hash spread anew. */
  public static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
