package io.gradstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to a state, what is stored is the state, and does not depend on when. */
class StatePropertyTest {

  private static final int LARGEST = 3000;

  enum Kind {
    SET_DOUBLE,
    SET_LONG,
    ADD_DOUBLE,
    ADD_LONG,
    ADD_BYTES,
    SET_BYTES,
    RESIZE_DOUBLES,
    RESIZE_LONGS,
    RESIZE_BYTES,
    LAY_ROWS,
    CHECKPOINT,
    ROLLBACK
  }

  record Operation(Kind kind, int index, long value) {}

  /** A state with a model, its checkpoint and some bytes, on which operations work. */
  private static final class Subject {

    private final State state = new State();
    private final State.Scope live = state.scope("live");
    private final State.Scope best = state.scope("best");
    private final DoubleArray doubles = live.doubles("w", 0);
    private final LongArray longs = live.longs("n", 5);
    private final LongArray shape = live.longs("shape", 1);
    private final ByteArray bytes = state.bytes("b");

    Subject() {
      best.doubles("w", 0);
      best.longs("n", 5);
      best.longs("shape", 1);
      refresh();
    }

    void apply(Operation operation) {
      int index = operation.index();
      long value = operation.value();
      switch (operation.kind()) {
        case SET_DOUBLE -> {
          doubles.grow(1);
          doubles.set(index % doubles.size(), Double.longBitsToDouble(value));
        }
        case SET_LONG -> longs.set(index % longs.size(), value);
        case ADD_DOUBLE -> doubles.add(Double.longBitsToDouble(value));
        case ADD_LONG -> longs.add(value);
        case ADD_BYTES -> bytes.add(bytes(value));
        case SET_BYTES -> bytes.set(bytes(value));
        case RESIZE_DOUBLES -> doubles.resize(index);
        case RESIZE_LONGS -> longs.resize(5 + index);
        case RESIZE_BYTES -> bytes.resize(10 * index);
        case LAY_ROWS -> {
          shape.set(0, 1 + index % 40);
          refresh();
        }
        case CHECKPOINT -> best.copyFrom(live);
        case ROLLBACK -> {
          live.copyFrom(best);
          refresh();
        }
      }
    }

    /** As parameters lay their rows by the number of units that is stored with them. */
    void refresh() {
      doubles.layRows((int) Math.max(1, shape.get(0)));
    }

    private static byte[] bytes(long value) {
      return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void drainingAfterEveryChangeEqualsDrainingOnceAtTheEnd(
      @ForAll("operations") List<Operation> operations) {
    Subject often = new Subject();
    Subject once = new Subject();
    Store oftenStored = new Store();
    for (Operation operation : operations) {
      often.apply(operation);
      oftenStored.drain(often.state);
      once.apply(operation);
    }
    oftenStored.drain(often.state);

    assertThat(oftenStored.contents()).isEqualTo(new Store().drain(once.state).contents());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aLoadedStateGoesOnLikeTheOneThatWasStored(
      @ForAll("operations") List<Operation> before, @ForAll("operations") List<Operation> after) {
    Subject uninterrupted = new Subject();
    before.forEach(uninterrupted::apply);
    Store stored = new Store().drain(uninterrupted.state);
    Subject loaded = new Subject();
    stored.loadInto(loaded.state);
    loaded.refresh();

    after.forEach(uninterrupted::apply);
    after.forEach(loaded::apply);

    assertThat(stored.drain(loaded.state).contents()).isEqualTo(everything(uninterrupted));
    assertThat(everything(loaded)).isEqualTo(everything(uninterrupted));
  }

  /** Returns all blocks of a state, by copying it into one where everything is new. */
  private static Map<String, String> everything(Subject subject) {
    Subject copy = new Subject();
    copy.best.copyFrom(subject.best);
    copy.live.copyFrom(subject.live);
    copy.refresh();
    copy.bytes.copyFrom(subject.bytes);
    return new Store().drain(copy.state).contents();
  }

  @Provide
  Arbitrary<List<Operation>> operations() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, LARGEST),
            Arbitraries.longs())
        .as(Operation::new)
        .list()
        .ofMaxSize(60);
  }
}
