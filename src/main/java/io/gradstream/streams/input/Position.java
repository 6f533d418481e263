package io.gradstream.streams.input;

/**
 * Where a group stands in a partition.
 *
 * @param committed the offset that it reads next, as committed
 * @param stable up to where records can be read: before the first transaction that is open
 * @param end up to where records have been written
 */
record Position(long committed, long stable, long end) {

  boolean isHeldUp() {
    return end > stable;
  }

  boolean hasMore() {
    return stable > committed;
  }
}
