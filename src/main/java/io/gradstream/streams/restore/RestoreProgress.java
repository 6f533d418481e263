package io.gradstream.streams.restore;

/**
 * How far models are restored from their changelog, over all partitions that are at it.
 *
 * @param restored blocks that have been read
 * @param total blocks that are to be read; an upper bound, since marks of transactions count
 */
public record RestoreProgress(long restored, long total) {

  /** Is told how far a restore is, on the threads that do it. */
  @FunctionalInterface
  public interface Display {

    /** Shows nothing. */
    Display NONE = progress -> {};

    /** Shows how far it is; complete when all is restored. */
    void update(RestoreProgress progress);
  }

  /** Returns how many blocks are left at most. */
  public long remaining() {
    return Math.max(0, total - restored);
  }

  /** Returns the share that is restored, from 0 to 1; 1 where there is nothing to restore. */
  public double share() {
    return isComplete() ? 1 : (double) restored / total;
  }

  /** Tells whether nothing is left to be restored. */
  public boolean isComplete() {
    return restored >= total;
  }
}
