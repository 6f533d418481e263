package io.gradstream.core.learn;

/**
 * How labelled records are gathered for steps.
 *
 * @param size records per step, whose gradients are averaged, 1 or more
 * @param maxDelay milliseconds of record time after its first record at which a batch is stepped
 *     though it is not full, 1 or more; {@link #NO_LIMIT} to wait until it is
 * @param shuffleBuffer how many records wait to be drawn at random into batches; 0 for records in
 *     the order in which they come
 */
public record Batching(int size, long maxDelay, int shuffleBuffer) {

  /** A {@link #maxDelay} that never passes. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** Checks the ranges. */
  public Batching {
    if (size < 1 || maxDelay < 1 || shuffleBuffer < 0) {
      throw new IllegalArgumentException(
          "a batch has 1 record or more and waits 1 ms or more, and a shuffle buffer has 0 or more;"
              + " was %d, %d, %d".formatted(size, maxDelay, shuffleBuffer));
    }
  }

  /** Returns batches that wait until they are full, in the order of the stream. */
  public static Batching of(int size) {
    return new Batching(size, NO_LIMIT, 0);
  }
}
