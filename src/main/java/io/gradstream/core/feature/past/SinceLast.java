package io.gradstream.core.feature.past;

import static io.gradstream.core.feature.past.KeyTable.NONE;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Locale;

/**
 * The seconds since the last record of the same key, by record time.
 *
 * <p>0 for a record that is older than the one before it; missing, that is 0 after scaling, for the
 * first of its key.
 *
 * @param keying by what records are told apart
 * @param scaling what becomes of the seconds
 */
public record SinceLast(Keying keying, RecalledScale scaling) implements Feature {

  @Override
  public String kind() {
    return "since-last";
  }

  @Override
  public List<String> categories() {
    return keying.by();
  }

  @Override
  public List<String> columns() {
    return List.of("seconds since last" + keying.suffix());
  }

  @Override
  public String source(int column) {
    return "time" + keying.suffix();
  }

  @Override
  public String description() {
    return "since-last: %s, scale %s"
        .formatted(keying.description(), scaling.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Encoder bind(Binding binding) {
    Past past = binding.memory(Past.class, scope -> new Past(scope, binding));
    return new RecalledColumns(binding, past, columns(), scaling);
  }

  /** The keys remember the time of their last record: nothing else is needed. */
  private final class Past extends KeyedMemory {

    Past(State.Scope scope, Binding binding) {
      super(scope, binding, keying, 1);
    }

    @Override
    void recall(int slot, long time, double[] out) {
      if (slot != NONE) {
        double seconds = Math.max(0, time - keys().time(slot)) / 1000.0;
        out[0] = scaling == RecalledScale.LOG ? StrictMath.log1p(seconds) : seconds;
      }
    }

    @Override
    boolean isIn(Row row) {
      return true;
    }

    @Override
    void clear(int slot) {
      // the table has forgotten the time
    }

    @Override
    void add(int slot, Row row) {
      // the table has noted the time
    }

    @Override
    void addAll(int slot, KeyedMemory twin, int from) {
      // the table has noted the time
    }
  }
}
