package io.gradstream.core.math;

import java.util.Arrays;

/**
 * Numbers of slots in the order in which they were linked, any of which may leave: a list that is
 * linked both ways, in arrays; derived, not state.
 */
public final class SlotOrder {

  /** What stands for no slot. */
  public static final int NONE = -1;

  private int[] older = new int[16];
  private int[] newer = new int[16];
  private int oldest = NONE;
  private int newest = NONE;

  /** Unlinks all. */
  public void clear() {
    oldest = NONE;
    newest = NONE;
  }

  /** Returns the slot that was linked first, {@link #NONE} if there is none. */
  public int oldest() {
    return oldest;
  }

  /** Returns the slot that was linked last, {@link #NONE} if there is none. */
  public int newest() {
    return newest;
  }

  /** Returns the slot that was linked next after {@code slot}, {@link #NONE} for the newest. */
  public int newer(int slot) {
    return newer[slot];
  }

  /** Links a slot that is not linked. */
  public void link(int slot) {
    if (slot >= older.length) {
      int capacity = slot + 1 + (slot >> 1);
      older = Arrays.copyOf(older, capacity);
      newer = Arrays.copyOf(newer, capacity);
    }
    older[slot] = newest;
    newer[slot] = NONE;
    if (newest == NONE) {
      oldest = slot;
    } else {
      newer[newest] = slot;
    }
    newest = slot;
  }

  /** Unlinks a slot that is linked. */
  public void unlink(int slot) {
    if (older[slot] == NONE) {
      oldest = newer[slot];
    } else {
      newer[older[slot]] = newer[slot];
    }
    if (newer[slot] == NONE) {
      newest = older[slot];
    } else {
      older[newer[slot]] = older[slot];
    }
  }
}
