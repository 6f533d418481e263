package io.gradstream.model;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Predictor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model that many threads predict with while it is brought up to date.
 *
 * <p>There are two copies of it (the left-right technique of P. Ramalhete, A. Correia, "Left-Right:
 * A Concurrency Control Technique with Wait-Free Population Oblivious Reads", 2015, with a lock for
 * each copy, since predicting uses scratch): a commit is applied to the copy that nobody uses,
 * which then takes the place of the other. So a prediction waits for other predictions at most,
 * never for a commit to be applied, and sees one committed model as a whole. A commit waits for the
 * predictions under way alone: nobody new is let into a copy that it waits for.
 */
final class ServedModel {

  private static final long TURN_MICROS = 500;

  private final Copy left;
  private final Copy right;
  private volatile Copy front;

  private static final class Copy {
    private final Predictor predictor;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable ModelState state;
    private volatile boolean isAwaited; // by a commit, before which nobody new is let in

    Copy(LearnerRule rule) {
      predictor = new Predictor(rule);
    }
  }

  ServedModel(LearnerRule rule) {
    left = new Copy(rule);
    right = new Copy(rule);
    front = left;
  }

  /** Returns what some models are, for people. */
  static String versions(List<ServedModel> models) {
    return models.stream()
        .map(ServedModel::state)
        .map(
            state ->
                state == null
                    ? "none yet"
                    : "partition %d version %,d".formatted(state.partition(), state.version()))
        .collect(Collectors.joining(", "));
  }

  /** Returns the model that predictions are made with; null before the first. */
  @Nullable ModelState state() {
    return front.state;
  }

  /**
   * Brings the model up to date; of one thread alone.
   *
   * @param describe says what a copy is after that
   */
  void apply(Map<String, byte[]> blocks, Function<Predictor, ModelState> describe) {
    Copy before = front;
    Copy back = before == left ? right : left;
    apply(back, blocks, describe);
    front = back;
    apply(before, blocks, describe);
  }

  private static void apply(
      Copy copy, Map<String, byte[]> blocks, Function<Predictor, ModelState> describe) {
    copy.isAwaited = true;
    copy.lock.lock();
    try {
      copy.isAwaited = false;
      copy.state = null; // if it fails half way nobody is to use it
      copy.predictor.apply(blocks);
      copy.state = describe.apply(copy.predictor);
    } finally {
      copy.lock.unlock();
    }
  }

  /** Does something with the newest model, which must change nothing; there must be one. */
  <T> T with(BiFunction<Predictor, ModelState, T> work) {
    Copy copy = free();
    try {
      return work.apply(copy.predictor, requireNonNull(copy.state));
    } finally {
      copy.lock.unlock();
    }
  }

  /** Returns a locked copy of the newest model: the other one too, while both are equal. */
  private Copy free() {
    while (true) {
      Copy first = front;
      if (!first.isAwaited && first.lock.tryLock() && isUsable(first, true)) {
        return first;
      }
      Copy second = first == left ? right : left;
      if (!second.isAwaited && second.lock.tryLock() && isUsable(second, isAsNew(second, front))) {
        return second;
      }
      // for a moment alone: the other may come free first, or take this one's place
      if (!first.isAwaited && lockSoon(first.lock) && isUsable(first, first == front)) {
        return first;
      }
    }
  }

  /** Tells whether a locked copy may be used; else unlocks it. */
  private static boolean isUsable(Copy copy, boolean isNewest) {
    if (isNewest && copy.state != null) { // else it failed half way
      return true;
    }
    copy.lock.unlock();
    return false;
  }

  private static boolean lockSoon(ReentrantLock lock) {
    try {
      return lock.tryLock(TURN_MICROS, TimeUnit.MICROSECONDS);
    } catch (InterruptedException e) {
      lock.lock();
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static boolean isAsNew(Copy copy, Copy newest) {
    ModelState state = copy.state;
    ModelState wanted = newest.state;
    return state != null && wanted != null && state.position() == wanted.position();
  }
}
