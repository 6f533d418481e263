package io.gradstream.core.feature.past;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.BelievedNumbers;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.state.State;

/** A memory of the last values of some series by key. */
abstract class RingMemory extends KeyedMemory {

  private final Ring ring;
  private final Series series;
  private final int[] slots;
  private final double[] entry;
  private final BelievedNumbers believed;

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
    String name = binding.name() + ".past";
    believed = new BelievedNumbers(scope, name, binding.memories().outliers(), series.names());
    ring = new Ring(scope, name, entry.length, window);
  }

  /** Returns the last values. */
  final Ring ring() {
    return ring;
  }

  /** Returns how many values an entry has. */
  final int values() {
    return entry.length;
  }

  @Override
  public final boolean isOfLabels() {
    return series.kind() == Series.Kind.LABEL;
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
    for (int i = 0; i < entry.length; i++) {
      entry[i] = believed.take(i, entry[i]);
    }
    ring.add(slot, row.believedTime(), entry);
  }

  @Override
  final void addAll(int slot, KeyedMemory twin, int from) {
    ring.addAll(slot, ((RingMemory) twin).ring, from);
  }
}
