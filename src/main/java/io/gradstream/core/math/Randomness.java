package io.gradstream.core.math;

/**
 * Random numbers by counter: each is a function of the seed, a stream and a position, so none
 * depends on how many were drawn before it and nothing of it is state.
 *
 * <p>Method: the seed, the stream and the position are mixed in turn by the finaliser of SplitMix64
 * (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014), each after a step of its golden-ratio increment. The same bits on every machine.
 *
 * @param seed the pipeline's seed
 */
public record Randomness(long seed) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  /** Returns 64 random bits. */
  public long bits(long stream, long position) {
    long mixed = mix(seed + GOLDEN);
    mixed = mix((mixed ^ stream) + GOLDEN);
    return mix((mixed ^ position) + GOLDEN);
  }

  /** Returns a number uniform in [0, 1). */
  public double uniform(long stream, long position) {
    return (bits(stream, position) >>> 11) * UNIT;
  }

  /** Returns a whole number uniform in [0, bound); {@code bound} is 1 or more. */
  public int below(int bound, long stream, long position) {
    return (int) ((bits(stream, position) >>> 33) * bound >>> 31);
  }

  /**
   * Returns a number of the standard normal distribution, by the Box-Muller transform of two
   * uniform ones.
   */
  public double gaussian(long stream, long position) {
    long bits = bits(stream, position);
    double radius = 1 - (bits >>> 11) * UNIT; // in (0, 1]: its logarithm is finite
    double angle = (mix(bits + GOLDEN) >>> 11) * UNIT;
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /** Returns randomness of its own for a purpose, such as {@code dropout}. */
  public Randomness split(String purpose) {
    return new Randomness(mix(mix(seed + GOLDEN) ^ purpose.hashCode()));
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
