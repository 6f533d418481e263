package io.gradstream.core.learn;

/** The learner has failed at a record that waited, which was not the one at hand. */
public final class SettlementException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int partition;
  private final long offset;
  private final transient RuntimeException failure;

  SettlementException(int partition, long offset, RuntimeException cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.partition = partition;
    this.offset = offset;
    failure = cause;
  }

  /** Returns the partition of the record that waited. */
  public int partition() {
    return partition;
  }

  /** Returns what the learner failed with. */
  public RuntimeException failure() {
    return failure;
  }

  /** Returns its offset. */
  public long offset() {
    return offset;
  }
}
