package io.gradstream.core.feature.dictionary;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The categories of one field of an encoder, which share its {@link Limits}; part of the {@link
 * Dictionary}, so that live model and checkpoints have the same.
 */
public final class Vocabulary {

  private static final int COUNT = 0; // of the categories that have a column
  private static final int FIRST = 1; // position of the first category, plus 1
  private static final int FULL = 2; // the bound of which it was said that it is reached
  private static final int REFUSED = 3; // occurrences without a column until that was said
  private static final int COUNTERS = 4;
  private static final int NONE = -1;

  private final Dictionary dictionary;
  private final int number;
  private final Limits limits;
  private final int missingRow;
  private final int otherRow;
  private final @Nullable LongArray counters;
  private final @Nullable Sketch sketch;
  private final String title;
  private boolean counting; // how often each category is seen, since some are to leave

  /**
   * Declares an empty vocabulary.
   *
   * @param title what its categories are of, for people
   * @param number of the vocabulary in its dictionary
   * @param counted whether its categories are counted, as a bound needs that is or may be set
   * @param missingRow parameter row of a missing value, -1 for none
   * @param otherRow parameter row of all categories without one of their own, -1 for none
   */
  Vocabulary(
      Dictionary dictionary,
      State state,
      String name,
      String title,
      int number,
      boolean counted,
      Limits limits,
      int missingRow,
      int otherRow) {
    this.dictionary = dictionary;
    this.title = title;
    this.number = number;
    this.limits = limits;
    this.missingRow = missingRow;
    this.otherRow = otherRow;
    String prefix = "categories." + name;
    counters = counted ? state.longs(prefix, COUNTERS) : null;
    sketch =
        limits.minCount() > 1 ? new Sketch(state, prefix + ".sketch", limits.minCount()) : null;
  }

  /** Tells whether a category that has a parameter row is active there and nothing is noted. */
  public boolean isPlain() {
    return limits.timeToLive() == 0 && !limits.dropFirst() && !counting;
  }

  int number() {
    return number;
  }

  String title() {
    return title;
  }

  int most() {
    return limits.most();
  }

  /** Returns how many categories there are beyond the bound, as one that was added may leave. */
  long surplus() {
    return counters == null ? 0 : Math.max(0, counters.get(COUNT) - limits.most());
  }

  /** Tells whether it has as many categories as may have columns. */
  boolean isFull() {
    return !hasRoom();
  }

  /** Says whether every occurrence of its categories is to be counted. */
  void count(boolean wanted) {
    counting = wanted;
  }

  long timeToLive() {
    return limits.timeToLive();
  }

  /** Tells whether the category at a position is forgotten when it is not seen for long. */
  boolean expires(int at) {
    return limits.timeToLive() > 0 && at != first();
  }

  /** Tells whether limits leave room for another category. */
  boolean hasRoom() {
    return counters == null || counters.get(COUNT) < limits.most();
  }

  /** Returns that it is full, once a bound: after the first window in which it left some out. */
  Optional<Full> full() {
    if (counters == null || counters.get(REFUSED) == 0) {
      return Optional.empty();
    }
    Full full = new Full(title, limits.most(), counters.get(REFUSED));
    counters.set(FULL, limits.most());
    counters.set(REFUSED, 0);
    return Optional.of(full);
  }

  /**
   * A field has as many categories as may have columns.
   *
   * @param title of what, for people
   * @param most how many
   * @param refused how many occurrences had no column for that reason in the first window
   */
  public record Full(String title, int most, long refused) {}

  /**
   * Categories of a field left, since its bound was added or lowered.
   *
   * @param title of what, for people
   * @param most how many categories may have columns
   * @param count how many left
   */
  public record Left(String title, int most, int count) {}

  /**
   * Counts an occurrence of a category.
   *
   * @param row its parameter row, -1 if it has none
   * @return whether it is to be {@link Dictionary#admit}ted
   */
  public boolean observe(int row, long hash) {
    if (row >= 0) {
      if (limits.timeToLive() > 0) {
        dictionary.see(this, row);
      }
      if (counting) {
        dictionary.count(row);
      }
      return false;
    }
    if (!hasRoom()) {
      countRefused(requireNonNull(counters));
      return false;
    }
    return sketch == null || sketch.add(hash) >= limits.minCount();
  }

  private void countRefused(LongArray counted) {
    if (!counting && counted.get(FULL) != limits.most()) {
      counted.set(REFUSED, counted.get(REFUSED) + 1);
    }
  }

  /** Returns the parameter row that is active for a category, -1 for none. */
  public int active(int row) {
    if (row < 0) {
      return otherRow;
    }
    return limits.dropFirst() && dictionary.position(row) == first() ? NONE : row;
  }

  /** Returns the parameter row that is active for a missing value, -1 for none. */
  public int missing() {
    return missingRow;
  }

  /** Counts a category that was given a position; the first has no column. */
  void admitted(int at) {
    if (counters == null) {
      return;
    }
    if (limits.dropFirst() && counters.get(FIRST) == 0) {
      counters.set(FIRST, at + 1);
    } else {
      counters.set(COUNT, counters.get(COUNT) + 1);
    }
  }

  /** Counts categories that have expired, or left. */
  void expired(int count) {
    if (counters != null) {
      counters.set(COUNT, counters.get(COUNT) - count);
    }
  }

  /** Returns the position of the category without a column, -1 for none. */
  int first() {
    return counters == null ? NONE : (int) counters.get(FIRST) - 1;
  }

  /** Adds what a twin counted of categories without a column. */
  void merge(Vocabulary twin) {
    if (sketch != null && twin.sketch != null) {
      sketch.merge(twin.sketch);
    }
  }
}
