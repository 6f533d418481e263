package io.gradstream.core.feature;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.data.Row;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What live model and checkpoints share: the memories of a pipeline's encoders by name, each made
 * once, and what they found to be outliers.
 */
public final class Memories {

  private final State.Scope scope;
  private final Map<String, Memory> all = new LinkedHashMap<>();
  private final List<Memory> list = new ArrayList<>(); // the same, for every record

  private final Outliers outliers;

  /** Creates an empty collection whose arrays live in {@code state}. */
  public Memories(State state) {
    this(state, OutlierRule.USUAL);
  }

  /** Creates an empty collection; a rule says which numbers are outliers. */
  public Memories(State state, OutlierRule rule) {
    scope = state.scope("memory");
    outliers = new Outliers(state, rule.fence());
  }

  /** Returns what was too far outside, by name. */
  public Outliers outliers() {
    return outliers;
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

  /** Lets those that are of labels take over a row whose label has become known. */
  public void rememberLabel(Row row) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).isOfLabels()) {
        list.get(i).remember(row);
      }
    }
  }

  /** Returns how many numbers they tell of a row. */
  public int width() {
    return list.stream().mapToInt(Memory::width).sum();
  }

  /** Writes what they tell of a row as of now, NaN for what is not known. */
  public void tell(Row row, double[] out) {
    int from = 0;
    for (int i = 0; i < list.size(); i++) {
      list.get(i).tell(row, out, from);
      from += list.get(i).width();
    }
  }

  /** Makes them tell what they told then of a row, until {@link #present}. */
  public void tellAs(double[] past) {
    int from = 0;
    for (int i = 0; i < list.size(); i++) {
      list.get(i).tellAs(past, from);
      from += list.get(i).width();
    }
  }

  /** Makes them tell what they know now. */
  public void present() {
    list.forEach(Memory::present);
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  public void refresh() {
    all.values().forEach(Memory::refresh);
    outliers.refresh();
  }

  /** Recomputes what is needed to tell, after changed blocks were taken over. */
  public void applied() {
    all.values().forEach(Memory::applied);
    outliers.refresh();
  }

  /** Takes over what the memories of a twin, of the same rules, remember. */
  public void merge(Memories twin) {
    outliers.merge(twin.outliers);
    all.forEach((name, memory) -> memory.merge(requireNonNull(twin.all.get(name), name)));
  }
}
