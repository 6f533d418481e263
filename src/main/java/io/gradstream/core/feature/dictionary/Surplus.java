package io.gradstream.core.feature.dictionary;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which categories leave where a field has more than its bound, for that was added or lowered: its
 * categories are counted until a whole validation window has gone by, then those seen least leave.
 *
 * <p>A model keeps no counts of categories that have columns, and the order in which they came says
 * little about how often they come now; so it has to look. What is counted is state, so that a
 * restart in between changes nothing; while no field has too many the array is empty.
 */
final class Surplus {

  private static final int NONE = 0;
  private static final int IN_PART = 1; // of a window that had begun before
  private static final int IN_WHOLE = 2;
  private static final int DUE = 3;

  private final LongArray counted; // a stage for each vocabulary, a count for each position
  private final List<Vocabulary> vocabularies;

  /**
   * Declares that nothing is counted.
   *
   * @param vocabularies all, by number; a view
   */
  Surplus(State state, List<Vocabulary> vocabularies) {
    this.vocabularies = vocabularies;
    counted = state.longs("categories.surplus", 0);
    counted.layRows(1);
  }

  /** Begins to count where there are too many, and ends it where there are not any more. */
  void restored() {
    for (Vocabulary each : vocabularies) {
      if (each.surplus() == 0) {
        end(each);
      } else if (stage(each) == NONE) {
        counted.grow(vocabularies.size());
        counted.set(each.number(), IN_PART);
      }
      each.count(stage(each) != NONE);
    }
  }

  /** Counts that the category at a position was seen. */
  void see(int at) {
    int index = vocabularies.size() + at;
    counted.grow(index + 1);
    counted.set(index, counted.get(index) + 1);
  }

  /** Takes note of the end of a window in which categories were counted. */
  void windowClosed() {
    if (isIdle()) {
      return;
    }
    for (Vocabulary each : vocabularies) {
      int stage = stage(each);
      if (stage == IN_PART || stage == IN_WHOLE) {
        counted.set(each.number(), stage + 1);
      }
    }
  }

  /** Tells whether no field has too many. */
  boolean isIdle() {
    return counted.size() == 0;
  }

  /** Tells whether categories of a vocabulary are to leave as soon as nobody refers to them. */
  boolean isDue(Vocabulary vocabulary) {
    return stage(vocabulary) == DUE;
  }

  /**
   * Returns the positions that leave, in order: those seen least; of these the ones seen longest
   * ago, where that is known, and then the last by position.
   *
   * @param owned whether a position has a category of the vocabulary
   * @param last whether it leaves only if no other can
   * @param times when each was last seen, if that is kept
   */
  int[] leaving(
      Vocabulary vocabulary,
      int positions,
      IntPredicate owned,
      IntPredicate last,
      @Nullable Expiry times) {
    int first = vocabularies.size();
    Comparator<Integer> least = Comparator.comparing(last::test);
    return IntStream.range(0, positions)
        .filter(owned)
        .boxed()
        .sorted(
            least
                .thenComparingLong(at -> count(first + at))
                .thenComparingLong(at -> times == null ? 0 : times.lastSeen(at))
                .thenComparing(Comparator.reverseOrder()))
        .limit(vocabulary.surplus())
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** Takes note that a vocabulary has fewer categories: too many no more, perhaps. */
  void wentDown(Vocabulary vocabulary) {
    if (vocabulary.surplus() == 0) {
      end(vocabulary);
    }
  }

  /** Ends counting for a vocabulary. */
  void end(Vocabulary vocabulary) {
    vocabulary.count(false);
    if (stage(vocabulary) == NONE) {
      return;
    }
    counted.set(vocabulary.number(), NONE);
    if (IntStream.range(0, vocabularies.size()).allMatch(number -> count(number) == NONE)) {
      counted.resize(0);
    }
  }

  private int stage(Vocabulary vocabulary) {
    return (int) count(vocabulary.number());
  }

  private long count(int index) {
    return index < counted.size() ? counted.get(index) : 0;
  }
}
