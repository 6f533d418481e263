package io.gradstream.core.feature.number;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers that an encoder reads from a row, each with what stands in where it is missing. */
final class Inputs {

  private final List<String> fields;
  private final int[] slots;
  private final boolean indicator;
  private final double constant; // NaN leaves the choice to the column's statistics
  private final @Nullable LastSeen last;

  Inputs(Binding binding, List<String> fields, Missing missing) {
    this.fields = fields;
    slots = binding.numberSlots(fields);
    indicator = missing.indicator();
    constant = missing.kind() == Missing.Kind.CONSTANT ? missing.value() : Double.NaN;
    last =
        missing.kind() == Missing.Kind.LAST
            ? binding.memory(LastSeen.class, scope -> new LastSeen(scope, binding, slots, fields))
            : null;
  }

  /** Returns the names of an encoder's columns: its own, then the indicators it may have. */
  static List<String> columns(List<String> own, List<String> fields, Missing missing) {
    List<String> all = new ArrayList<>(own);
    if (missing.indicator()) {
      fields.forEach(field -> all.add(field + " missing"));
    }
    return List.copyOf(all);
  }

  /** Fills {@code out} with the row's numbers, of any size; NaN where nothing stands in. */
  void read(Row row, double[] out) {
    if (last == null) {
      for (int i = 0; i < slots.length; i++) {
        double x = row.number(slots[i]);
        out[i] = Double.isNaN(x) ? constant : x;
      }
      return;
    }
    last.read(out);
    for (int i = 0; i < slots.length; i++) {
      double x = row.number(slots[i]);
      if (!Double.isNaN(x)) {
        out[i] = x;
      }
    }
  }

  /** Returns the numbers as {@link #read} gives them, in a graph. */
  Node draw(Graph graph) {
    if (last != null) {
      graph.refuse(
          "missing: last of " + fields,
          "what was seen last is no part of a record; fill it in before, or leave the encoder out");
    }
    Node numbers = graph.numbers(fields);
    return Double.isNaN(constant) ? numbers : graph.filled(numbers, constant);
  }

  /** Adds what {@link #indicate} appends to a graph. */
  void drawIndicators(Graph graph, int firstRow, Columns out) {
    if (indicator) {
      Node missing = graph.apply(Operation.IS_MISSING, graph.numbers(fields));
      out.add(firstRow, fields.size(), graph.apply(Operation.NUMBER, missing));
    }
  }

  /** Appends the indicators of what is missing, if there are any, from {@code firstRow} on. */
  void indicate(Row row, int firstRow, FeatureVector out) {
    if (indicator) {
      for (int i = 0; i < slots.length; i++) {
        if (Double.isNaN(row.number(slots[i]))) {
          out.add(firstRow + i, 1);
        }
      }
    }
  }
}
