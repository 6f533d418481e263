package io.gradstream.core.delay;

import io.gradstream.core.state.State;

/** The labels that came before their records, and wait for them. */
public final class WaitingLabels {

  /** What stands for no label. */
  public static final int NONE = KeyedLog.NONE;

  private final KeyedLog log;
  private final Packed packed = new Packed();

  /** Creates an empty collection whose arrays live in {@code state}. */
  public WaitingLabels(State state) {
    log = new KeyedLog(state, Waiting.LABELS);
  }

  /** Returns how many wait. */
  public int size() {
    return log.size();
  }

  /** Tells whether one must leave. */
  public boolean isOver(int most) {
    return log.size() > most || log.live() > WaitingRecords.MOST_BYTES;
  }

  /** Adds a label that has waited since a time by the clock. */
  public void add(byte[] key, long since, LateLabel label) {
    packed.clear();
    label.write(packed);
    log.add(key, since, packed);
  }

  /** Returns the one that has waited longest with a key, {@link #NONE} if there is none. */
  public int find(byte[] key) {
    return log.find(key);
  }

  /** Returns the one that has waited longest of all, {@link #NONE} if there is none. */
  public int oldest() {
    return log.oldest();
  }

  /** Returns since when a label has waited. */
  public long since(int slot) {
    return log.since(slot);
  }

  /** Returns the key of a label. */
  public byte[] key(int slot) {
    return log.key(slot);
  }

  /** Removes a label; returns it. */
  public LateLabel remove(int slot) {
    LateLabel label = LateLabel.read(log.payload(slot));
    log.remove(slot);
    return label;
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  public void refresh() {
    log.refresh();
  }
}
