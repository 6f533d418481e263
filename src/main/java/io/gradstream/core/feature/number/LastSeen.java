package io.gradstream.core.feature.number;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.BelievedNumbers;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Memory;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.List;

/** The last value seen of each of some fields. */
final class LastSeen implements Memory {

  private final int[] slots;
  private final BelievedNumbers believed;
  private final DoubleArray values; // whether there was one (0 or 1), then the values
  private final double[] past;
  private boolean isPast; // what is told is what was told then

  LastSeen(State.Scope scope, Binding binding, int[] slots, List<String> fields) {
    String name = binding.name();
    this.slots = slots;
    believed = new BelievedNumbers(scope, name + ".last", binding.memories().outliers(), fields);
    values = scope.doubles(name + ".last", 2 * slots.length);
    past = new double[slots.length];
  }

  /** Fills {@code out} with the last values, NaN where there was none yet. */
  void read(double[] out) {
    if (isPast) {
      System.arraycopy(past, 0, out, 0, past.length);
      return;
    }
    double[] known = values.values();
    for (int i = 0; i < slots.length; i++) {
      out[i] = known[i] > 0 ? known[slots.length + i] : Double.NaN;
    }
  }

  @Override
  public int width() {
    return past.length;
  }

  @Override
  public void tell(Row row, double[] out, int from) {
    double[] told = new double[past.length];
    read(told);
    System.arraycopy(told, 0, out, from, told.length);
  }

  @Override
  public void tellAs(double[] then, int from) {
    System.arraycopy(then, from, past, 0, past.length);
    isPast = true;
  }

  @Override
  public void present() {
    isPast = false;
  }

  @Override
  public void remember(Row row) {
    for (int i = 0; i < slots.length; i++) {
      double x = row.number(slots[i]);
      if (!Double.isNaN(x)) {
        set(i, believed.take(i, x));
      }
    }
  }

  @Override
  public void refresh() {
    // nothing is derived
  }

  @Override
  public void merge(Memory twin) {
    believed.merge(((LastSeen) twin).believed);
    DoubleArray theirs = ((LastSeen) twin).values;
    for (int i = 0; i < slots.length; i++) {
      if (theirs.get(i) > 0) {
        set(i, theirs.get(slots.length + i));
      }
    }
  }

  private void set(int i, double x) {
    values.set(i, 1);
    values.set(slots.length + i, x);
  }
}
