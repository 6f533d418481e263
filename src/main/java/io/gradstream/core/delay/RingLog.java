package io.gradstream.core.delay;

import io.gradstream.core.state.ByteArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;

/**
 * Bytes that are appended at one end and given up at the other, in state.
 *
 * <p>A position only grows. The bytes lie in segments as long as the blocks in which an array is
 * stored, so a commit writes what was appended since the last one and the rest of the segment that
 * it begins in. A segment that was given up is used again, the lowest first, and the array becomes
 * shorter when its last ones are free.
 */
final class RingLog {

  private static final int SHIFT = 13;
  private static final int LENGTH = 1 << SHIFT;
  private static final int MASK = LENGTH - 1;
  private static final int HEAD = 0;
  private static final int TAIL = 1;
  private static final int FREE = 0;

  private final ByteArray bytes;
  private final LongArray segments; // by place, 1 + the number of the segment there, or FREE
  private final LongArray ends;
  private int[] places = new int[16]; // by number modulo length, derived
  private int free; // no place before is free, derived

  RingLog(State state, String name) {
    bytes = state.bytes(name);
    segments = state.longs(name + ".segments", 0);
    ends = state.longs(name + ".ends", 2);
  }

  /** Returns the position of the first byte that was not given up. */
  long head() {
    return ends.get(HEAD);
  }

  /** Returns the position after the last byte. */
  long tail() {
    return ends.get(TAIL);
  }

  /** Appends bytes; returns the position of the first. */
  long append(byte[] from, int length) {
    long start = tail();
    for (int done = 0; done < length; ) {
      long position = start + done;
      int within = (int) position & MASK;
      if (within == 0) {
        open(position >>> SHIFT);
      }
      int count = Math.min(length - done, LENGTH - within);
      int at = at(position);
      System.arraycopy(from, done, bytes.values(), at, count);
      bytes.touch(at);
      done += count;
    }
    ends.set(TAIL, start + length);
    return start;
  }

  /** Reads bytes from a position on; those past the end are left as they are. */
  void read(long position, byte[] into, int length) {
    int most = (int) Math.min(length, tail() - position);
    for (int done = 0; done < most; ) {
      int within = (int) (position + done) & MASK;
      int count = Math.min(most - done, LENGTH - within);
      System.arraycopy(bytes.values(), at(position + done), into, done, count);
      done += count;
    }
  }

  /** Gives up all before a position. */
  void release(long position) {
    for (long number = head() >>> SHIFT; number < position >>> SHIFT; number++) {
      int place = places[(int) number & places.length - 1];
      segments.set(place, FREE);
      free = Math.min(free, place);
    }
    ends.set(HEAD, position);
    shrink();
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  void refresh() {
    free = 0;
    makeRoom();
    for (int place = 0; place < segments.size(); place++) {
      if (segments.get(place) != FREE) {
        places[(int) (segments.get(place) - 1) & places.length - 1] = place;
      }
    }
  }

  private int at(long position) {
    return (places[(int) (position >>> SHIFT) & places.length - 1] << SHIFT)
        + ((int) position & MASK);
  }

  private void open(long number) {
    while (free < segments.size() && segments.get(free) != FREE) {
      free++;
    }
    if (free == segments.size()) {
      segments.add(FREE);
      bytes.grow(segments.size() << SHIFT);
      makeRoom();
    }
    segments.set(free, 1 + number);
    places[(int) number & places.length - 1] = free;
  }

  /** There are never more segments in use than places. */
  private void makeRoom() {
    if (segments.size() <= places.length) {
      return;
    }
    int[] before = places;
    places = new int[Integer.highestOneBit(segments.size()) * 2];
    long first = head() >>> SHIFT;
    for (long number = first; number < first + before.length; number++) {
      places[(int) number & places.length - 1] = before[(int) number & before.length - 1];
    }
  }

  private void shrink() {
    int last = segments.size();
    while (last > 0 && segments.get(last - 1) == FREE) {
      last--;
    }
    if (last < segments.size()) {
      segments.resize(last);
      bytes.resize(last << SHIFT);
      free = Math.min(free, last);
    }
  }
}
