package io.gradstream.core.feature.past;

import static io.gradstream.core.feature.past.KeyTable.NONE;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Locale;

/**
 * Statistics of the values that some fields, or the label, had in a window of past records.
 *
 * <p>The record itself is not in its window. The statistics are computed anew from the values in
 * the window, in their order: no running sum can drift. A record that is outside the window of a
 * later one may be forgotten, even if one still later, whose time is earlier, would want it.
 *
 * @param series what is remembered
 * @param of what is computed
 * @param window the last so many records of the key, or those within a time
 * @param keying by what records are told apart
 * @param scaling what becomes of a statistic
 */
public record Rolling(
    Series series, List<Statistic> of, PastWindow window, Keying keying, RecalledScale scaling)
    implements Feature {

  /** Copies the list. */
  public Rolling {
    of = List.copyOf(of);
  }

  @Override
  public String kind() {
    return "rolling";
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
    String where = " " + window.text() + keying.suffix();
    return series.names().stream()
        .flatMap(name -> of.stream().map(statistic -> name + " " + statistic.label() + where))
        .toList();
  }

  @Override
  public String source(int column) {
    return series.sources().get(column / of.size()) + keying.suffix();
  }

  @Override
  public String description() {
    return "rolling: %s of %s %s at most %d, %s, scale %s"
        .formatted(
            of.stream().map(Statistic::label).toList(),
            series.description(),
            window.text(),
            window.most(),
            keying.description(),
            scaling.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Encoder bind(Binding binding) {
    Past past = binding.memory(Past.class, scope -> new Past(scope, binding));
    return new RecalledColumns(binding, past, columns(), scaling);
  }

  private final class Past extends RingMemory {

    private final Statistic[] statistics = of.toArray(new Statistic[0]);

    Past(State.Scope scope, Binding binding) {
      super(scope, binding, series, window, keying, series.names().size() * of.size());
    }

    @Override
    void recall(int slot, long time, double[] out) {
      for (int j = 0; j < values(); j++) {
        recall(slot, time, j, out);
      }
    }

    private void recall(int slot, long time, int column, double[] out) {
      int count = 0;
      double sum = 0;
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int k = slot == NONE ? 0 : ring().count(slot); k > 0; k--) {
        double x = ring().value(slot, k, column);
        if (!Double.isNaN(x) && window.contains(ring().time(slot, k), time)) {
          count++;
          sum += x;
          min = Math.min(min, x);
          max = Math.max(max, x);
        }
      }
      for (int i = 0; i < statistics.length; i++) {
        if (count > 0 || statistics[i] == Statistic.COUNT) {
          out[column * statistics.length + i] =
              switch (statistics[i]) {
                case MEAN -> Math.max(min, Math.min(max, sum / count)); // of equal ones their value
                case MIN -> min;
                case MAX -> max;
                case COUNT -> count;
              };
        }
      }
    }
  }
}
