package io.gradstream.core.learn;

import io.gradstream.core.text.WholeRange;

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

  /** How many records a batch may have. */
  public static final WholeRange SIZE = WholeRange.atLeast(1);

  /** How long a batch may wait, in milliseconds. */
  public static final WholeRange MAX_DELAY = WholeRange.atLeast(1);

  /** How many records may wait to be drawn. */
  public static final WholeRange SHUFFLE_BUFFER = WholeRange.atLeast(0);

  /** A {@link #maxDelay} that never passes. */
  public static final long NO_LIMIT = Long.MAX_VALUE;

  /** Checks the ranges. */
  public Batching {
    SIZE.check("batch-size", size);
    MAX_DELAY.check("max-delay", maxDelay);
    SHUFFLE_BUFFER.check("shuffle-buffer", shuffleBuffer);
  }

  /** Returns batches that wait until they are full, in the order of the stream. */
  public static Batching of(int size) {
    return new Batching(size, NO_LIMIT, 0);
  }
}
