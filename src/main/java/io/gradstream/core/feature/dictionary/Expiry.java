package io.gradstream.core.feature.dictionary;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When categories were last seen, so that those that were not for long can be forgotten.
 *
 * <p>Time is the present by the times of many records: one that comes late counts as of now.
 */
final class Expiry {

  private static final int[] NONE = {};

  private final LongArray seen;
  private final LongArray clock;
  private final Recency recency = new Recency();

  Expiry(State state) {
    seen = state.longs("categories.seen", 0);
    seen.layRows(1);
    clock = state.longs("categories.clock", 1);
  }

  /** Makes ready for some vocabularies that are empty. */
  void begin(int vocabularies) {
    recency.clear(vocabularies);
  }

  /** Rebuilds the order of what was seen; {@code owners} are the vocabularies by position. */
  void restored(LongArray owners, LongArray hashes, List<Vocabulary> vocabularies) {
    recency.clear(vocabularies.size());
    IntStream.range(0, seen.size())
        .filter(at -> hashes.get(at) != 0)
        .filter(at -> vocabularies.get((int) owners.get(at)).expires(at))
        .boxed()
        .sorted((a, b) -> Long.compare(seen.get(a), seen.get(b)))
        .forEach(at -> recency.add((int) owners.get(at), at));
  }

  /**
   * Takes over the present.
   *
   * @return whether it went back, for the times before were wrong: what was seen later was then
   *     seen now, and the order is to be {@link #restored}
   */
  boolean tick(long time) {
    boolean back = time < clock.get(0);
    if (time != clock.get(0)) {
      clock.set(0, time);
    }
    for (int at = 0; back && at < seen.size(); at++) {
      seen.set(at, Math.min(seen.get(at), time));
    }
    return back;
  }

  /** Notes that a category with a column was seen. */
  void see(Vocabulary vocabulary, int at) {
    if (seen.get(at) != clock.get(0)) {
      seen.set(at, clock.get(0));
      recency.touch(vocabulary.number(), at);
    }
  }

  /** Notes that every category was seen; their order is to be {@link #restored}. */
  void seeAll() {
    Arrays.fill(seen.values(), 0, seen.size(), clock.get(0));
    seen.touchAll();
  }

  /** Takes over a category that was admitted at a position; whether it may expire is known. */
  void admitted(Vocabulary vocabulary, int at) {
    seen.grow(at + 1);
    seen.set(at, clock.get(0));
    if (vocabulary.expires(at)) {
      recency.add(vocabulary.number(), at);
    }
  }

  /** Returns when the category at a position was last seen. */
  long lastSeen(int at) {
    return seen.get(at);
  }

  /** Takes note that the category at a position leaves before its time. */
  void left(Vocabulary vocabulary, int at) {
    if (vocabulary.expires(at)) {
      recency.remove(vocabulary.number(), at);
    }
  }

  /** Returns the positions of what a vocabulary has not seen for too long, in order. */
  int[] expire(Vocabulary vocabulary) {
    long limit = clock.get(0) - vocabulary.timeToLive();
    int number = vocabulary.number();
    int at = recency.oldest(number);
    if (at < 0 || seen.get(at) >= limit) {
      return NONE;
    }
    IntStream.Builder gone = IntStream.builder();
    for (; at >= 0 && seen.get(at) < limit; at = recency.oldest(number)) {
      recency.remove(number, at);
      gone.add(at);
    }
    int[] positions = gone.build().toArray();
    Arrays.sort(positions);
    return positions;
  }

  /**
   * Takes over when a twin saw a category.
   *
   * @param known whether it was known here before
   */
  void merge(Expiry twin, int theirs, int ours, boolean known) {
    long then = twin.seen.get(theirs);
    seen.set(ours, known ? Math.max(seen.get(ours), then) : then);
  }

  /** Takes over a twin's time. */
  void merge(Expiry twin) {
    clock.set(0, Math.max(clock.get(0), twin.clock.get(0)));
  }
}
