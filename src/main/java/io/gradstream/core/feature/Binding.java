package io.gradstream.core.feature;

import io.gradstream.core.data.RowLayout;
import io.gradstream.core.state.State;

/**
 * What an encoder is bound to: the row's slots, its own arrays, its columns and the dictionary.
 *
 * @param layout gives the slot of a field
 * @param scope where the encoder declares arrays that belong to the model and its checkpoints
 * @param name prefix of the encoder's arrays, unique in the pipeline
 * @param firstRow parameter row of its first fixed column; the others follow
 * @param dictionary the categories seen, shared by all encoders and checkpoints
 */
public record Binding(
    RowLayout layout, State.Scope scope, String name, int firstRow, Dictionary dictionary) {

  /** Returns the slots of fields that are read as numbers. */
  int[] numberSlots(Iterable<String> fields) {
    return slots(fields, layout.numbers());
  }

  /** Returns the slots of fields that are read as categories. */
  int[] categorySlots(Iterable<String> fields) {
    return slots(fields, layout.categories());
  }

  private static int[] slots(Iterable<String> fields, java.util.List<String> names) {
    return java.util.stream.StreamSupport.stream(fields.spliterator(), false)
        .mapToInt(names::indexOf)
        .toArray();
  }
}
