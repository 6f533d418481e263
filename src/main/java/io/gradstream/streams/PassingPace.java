package io.gradstream.streams;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a commit within two of {@link CommitPace#TICK} after a record was passed on through a
 * topic: whoever is to learn it reads what is committed, and would wait for the longest interval.
 *
 * <p>Not while a model that is committed with it has changes: that one's own pace decides, by how
 * much it would write, and its commit is of both.
 */
final class PassingPace {

  private final BooleanSupplier modelDirty;
  private final Runnable commit;
  private final Function<Runnable, Runnable> clock;
  private @Nullable Runnable end; // of the ticks, while there are any
  private boolean passed;

  /**
   * Creates a pace.
   *
   * @param modelDirty tells whether a model with changes is committed with what was passed on
   * @param commit asks for a commit
   * @param clock runs what it is given every {@link CommitPace#TICK}; returns what ends that
   */
  PassingPace(BooleanSupplier modelDirty, Runnable commit, Function<Runnable, Runnable> clock) {
    this.modelDirty = modelDirty;
    this.commit = commit;
    this.clock = clock;
  }

  /** Takes note that a record was passed on. */
  void passed() {
    passed = true;
    if (end == null) {
      end = clock.apply(this::tick);
    }
  }

  private void tick() {
    if (!passed) { // all is committed, and Kafka Streams commits whatever has a clock
      Objects.requireNonNull(end).run();
      end = null;
    } else if (!modelDirty.getAsBoolean()) {
      commit.run();
      passed = false;
    }
  }
}
