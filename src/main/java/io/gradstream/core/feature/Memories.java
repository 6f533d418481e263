package io.gradstream.core.feature;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.data.Row;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The memories of a pipeline's encoders by name, each made once and shared by all who ask. */
public final class Memories {

  private final State.Scope scope;
  private final Map<String, Memory> all = new LinkedHashMap<>();
  private final List<Memory> list = new ArrayList<>(); // the same, for every record

  /** Creates an empty collection whose arrays live in {@code state}. */
  public Memories(State state) {
    scope = state.scope("memory");
  }

  /**
   * Returns the memory of a name.
   *
   * @param create makes it, from the scope for its arrays, when it is asked for first
   */
  <M extends Memory> M get(String name, Class<M> type, Function<State.Scope, M> create) {
    Memory known = all.get(name);
    if (known == null) {
      known = create.apply(scope);
      all.put(name, known);
      list.add(known);
    }
    return type.cast(known);
  }

  /** Lets every memory take over a row that was predicted. */
  public void remember(Row row) {
    for (int i = 0; i < list.size(); i++) {
      list.get(i).remember(row);
    }
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  public void refresh() {
    all.values().forEach(Memory::refresh);
  }

  /** Takes over what the memories of a twin, of the same rules, remember. */
  public void merge(Memories twin) {
    all.forEach((name, memory) -> memory.merge(requireNonNull(twin.all.get(name), name)));
  }
}
