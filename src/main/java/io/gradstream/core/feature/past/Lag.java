package io.gradstream.core.feature.past;

import static io.gradstream.core.feature.past.KeyTable.NONE;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.state.State;
import io.gradstream.core.text.WholeRange;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The values that some fields had a number of records before, or the labels.
 *
 * <p>The {@code k}-th last value of the same key; of labels the {@code k}-th last that is known, so
 * records without a label are passed over. Missing, that is 0 after scaling, while there are fewer.
 *
 * @param series what is remembered
 * @param steps how many records before, each 1 or more
 * @param keying by what records are told apart
 * @param scaling what becomes of a value
 */
public record Lag(Series series, List<Integer> steps, Keying keying, RecalledScale scaling)
    implements Feature {

  /** How many records before the current one a value may be from. */
  public static final WholeRange STEP = WholeRange.atLeast(1);

  /** Copies the list and checks the range. */
  public Lag {
    steps = List.copyOf(steps);
    steps.forEach(step -> STEP.check("steps", step));
  }

  @Override
  public String kind() {
    return "lag";
  }

  @Override
  public List<String> numbers() {
    return series.fields();
  }

  @Override
  public List<String> categories() {
    return keying.by();
  }

  @Override
  public List<String> columns() {
    return series.names().stream()
        .flatMap(name -> steps.stream().map(k -> name + " lag " + k + keying.suffix()))
        .toList();
  }

  @Override
  public String source(int column) {
    return series.sources().get(column / steps.size()) + keying.suffix();
  }

  @Override
  public String description() {
    return "lag: %s, steps %s, %s, scale %s"
        .formatted(
            series.description(),
            steps,
            keying.description(),
            scaling.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Encoder bind(Binding binding) {
    Past past = binding.memory(Past.class, scope -> new Past(scope, binding));
    return new RecalledColumns(binding, past, columns(), scaling);
  }

  private final class Past extends RingMemory {

    private final int[] back = steps.stream().mapToInt(Integer::intValue).toArray();

    Past(State.Scope scope, Binding binding) {
      super(
          scope,
          binding,
          series,
          PastWindow.last(Collections.max(steps)),
          keying,
          series.names().size() * steps.size());
    }

    @Override
    void recall(int slot, long time, double[] out) {
      if (slot == NONE) {
        return;
      }
      for (int i = 0; i < back.length; i++) {
        for (int j = 0; j < values() && back[i] <= ring().count(slot); j++) {
          out[j * back.length + i] = ring().value(slot, back[i], j);
        }
      }
    }
  }
}
