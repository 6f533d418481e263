package io.gradstream.core.delay;

import io.gradstream.core.data.Row;
import io.gradstream.core.state.State;

/**
 * The records that were predicted and wait for their labels: of each its features, what memories
 * told of it, and what was predicted.
 */
public final class WaitingRecords {

  /** What stands for no record. */
  public static final int NONE = KeyedLog.NONE;

  /** Bytes of what waits at most; the log has up to twice as many, below what an array can hold. */
  static final long MOST_BYTES = 1L << 29;

  private final KeyedLog log;
  private final GoneKeys gone;
  private final StoredRow rows;
  private final int width;
  private final Packed packed = new Packed();

  /**
   * Creates an empty collection whose arrays live in {@code state}.
   *
   * @param width how many numbers memories tell of a record
   */
  public WaitingRecords(State state, StoredRow rows, int width) {
    log = new KeyedLog(state, Waiting.RECORDS);
    gone = new GoneKeys(state, "waiting.gone");
    this.rows = rows;
    this.width = width;
  }

  /** Returns how many wait. */
  public int size() {
    return log.size();
  }

  /** Tells whether one must leave. */
  public boolean isOver(int most) {
    return log.size() > most || log.live() > MOST_BYTES;
  }

  /** Adds a record that was predicted; returns its slot. */
  public int add(byte[] key, Row row, double[] told, Prediction prediction) {
    packed.clear();
    rows.write(row, packed);
    packed.putDoubles(told, width);
    prediction.write(packed);
    return log.add(key, row.present(), packed);
  }

  /** Reads a record back. */
  public void read(int slot, Row row, double[] told, Prediction prediction) {
    Packed from = log.payload(slot);
    rows.read(from, row);
    System.arraycopy(from.getDoubles(), 0, told, 0, width);
    prediction.read(from);
  }

  /** Returns the one that has waited longest with a key, {@link #NONE} if there is none. */
  public int find(byte[] key) {
    return log.find(key);
  }

  /** Returns the one that has waited longest of all, {@link #NONE} if there is none. */
  public int oldest() {
    return log.oldest();
  }

  /** Returns since when a record has waited: the present by the clock when it came. */
  public long since(int slot) {
    return log.since(slot);
  }

  /** Returns the number of a record: of two the one that came later has the larger. */
  public long number(int slot) {
    return log.number(slot);
  }

  /** Returns the number that the next record will have. */
  public long next() {
    return log.next();
  }

  /** Returns the key of a record. */
  public byte[] key(int slot) {
    return log.key(slot);
  }

  /** Lets a record go. */
  public void remove(int slot, Gone why) {
    gone.add(log.key(slot), why);
    log.remove(slot);
  }

  /**
   * Returns why the last record with a key waits no longer, {@link Gone#UNKNOWN} if nobody knows.
   */
  public Gone gone(byte[] key) {
    return gone.find(key);
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  public void refresh() {
    log.refresh();
    gone.refresh();
  }
}
