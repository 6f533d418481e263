package io.gradstream.core.feature.past;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.state.State;

/** A memory of the last values of some series by key. */
abstract class RingMemory extends KeyedMemory {

  private final Ring ring;
  private final Series series;
  private final int[] slots;
  private final double[] entry;

  /** Creates an empty memory of the entries that a window wants. */
  RingMemory(
      State.Scope scope,
      Binding binding,
      Series series,
      PastWindow window,
      Keying keying,
      int columns) {
    super(scope, binding, keying, columns);
    this.series = series;
    slots = binding.numberSlots(series.fields());
    entry = new double[series.names().size()];
    ring = new Ring(scope, binding.name() + ".past", entry.length, window);
  }

  /** Returns the last values. */
  final Ring ring() {
    return ring;
  }

  /** Returns how many values an entry has. */
  final int width() {
    return entry.length;
  }

  @Override
  final boolean isIn(Row row) {
    return series.isIn(row);
  }

  @Override
  final void clear(int slot) {
    ring.clear(slot);
  }

  @Override
  final void add(int slot, Row row) {
    series.read(row, slots, entry);
    ring.add(slot, row.time(), entry);
  }

  @Override
  final void addAll(int slot, KeyedMemory twin, int from) {
    ring.addAll(slot, ((RingMemory) twin).ring, from);
  }
}
