package io.gradstream.core.feature;

import io.gradstream.core.data.RowLayout;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.feature.dictionary.Vocabulary;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.function.Function;

/**
 * What an encoder is bound to: the row's slots, its own arrays, its columns and what it shares.
 *
 * @param layout gives the slot of a field
 * @param scope where the encoder declares arrays that belong to the model and its checkpoints
 * @param name prefix of the encoder's arrays, unique in the pipeline
 * @param firstRow parameter row of its first fixed column; the others follow
 * @param dictionary the categories seen, shared by all encoders and checkpoints
 * @param memories what is known of past records, shared by all checkpoints
 */
public record Binding(
    RowLayout layout,
    State.Scope scope,
    String name,
    int firstRow,
    Dictionary dictionary,
    Memories memories) {

  /** Returns the slots of fields that are read as numbers. */
  public int[] numberSlots(List<String> fields) {
    return slots(fields, layout.numbers());
  }

  /** Returns the slots of fields that are read as categories. */
  public int[] categorySlots(List<String> fields) {
    return slots(fields, layout.categories());
  }

  /** Returns the slots of fields that are read as points in time. */
  public int[] instantSlots(List<String> fields) {
    return slots(fields, layout.instants());
  }

  /** Returns the slots of fields that are read as several categories at once. */
  public int[] bagSlots(List<String> fields) {
    return slots(fields, layout.bags());
  }

  /**
   * Returns the vocabularies of fields, whose fixed columns are those of {@link Limits#columns}.
   *
   * @param titles what the categories of each are of, for people
   */
  public Vocabulary[] vocabularies(Limits limits, List<String> titles) {
    int count = titles.size();
    int others = firstRow + (limits.missing() ? count : 0);
    Vocabulary[] all = new Vocabulary[count];
    for (int i = 0; i < count; i++) {
      int missing = limits.missing() ? firstRow + i : -1;
      int other = limits.other() ? others + i : -1;
      all[i] = dictionary.vocabulary(name + "." + i, titles.get(i), limits, missing, other);
    }
    return all;
  }

  /**
   * Returns this encoder's memory, the same for the live model and its checkpoints.
   *
   * @param create makes it, given the scope for its arrays; their names begin with {@link #name}
   */
  public <M extends Memory> M memory(Class<M> type, Function<State.Scope, M> create) {
    return memories.get(name, type, create);
  }

  private static int[] slots(List<String> fields, List<String> names) {
    return fields.stream().mapToInt(names::indexOf).toArray();
  }
}
