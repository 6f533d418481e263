package io.gradstream.pipeline.file;

import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.TimeSpan;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;

/** Declares which categories of an encoder get columns of their own. */
final class LimitKeys {

  private static final int MOST_COUNT = 10_000;
  private static final int MOST_CATEGORIES = 10_000_000;

  private static final Key<Integer> MIN_COUNT =
      Key.withDefault(
          "min-count",
          Whole.of(Limits.MIN_COUNT, MOST_COUNT),
          "1",
          "How often a category must occur before it gets a column; counted in 512 KiB a field,"
              + " roughly: what is rarer than one in 16,384 may never get one.");

  private static final Key<Integer> MAX_CATEGORIES =
      Key.optional(
          "max-categories",
          new Forms<>(
              List.of(
                  Words.word("unbounded", Limits.UNBOUNDED),
                  Whole.of(Limits.MAX_CATEGORIES, MOST_CATEGORIES))),
          "`100000`",
          "100000",
          "How many categories of a field have columns at once; a decision says when there are so"
              + " many. Of a model that has more, since the bound was added or lowered, those leave"
              + " that are seen least over a whole validation window; of equals those seen longest"
              + " ago with `time-to-live`, else those that came last.");

  private static final Key<Boolean> OTHER =
      Key.optional(
          "other",
          Words.trueOrFalse(),
          "`true` with `min-count`, `max-categories` or `time-to-live`, else `false`",
          "true",
          "Whether the categories of a field that have no column of their own share one.");

  private static final Key<Boolean> MISSING =
      Key.withDefault(
          "missing",
          Words.of(new Boolean[] {true, false}, column -> column ? "column" : "ignore"),
          "column",
          "Whether a missing value has a column.");

  private static final Key<Boolean> DROP_FIRST =
      Key.withDefault(
          "drop-first",
          Words.trueOrFalse(),
          "false",
          "Whether the first category of a field has no column: the bias stands for it.");

  private static final Key<Long> TIME_TO_LIVE =
      Key.optional(
          "time-to-live",
          new TimeSpan(),
          "categories are kept for ever",
          "30d",
          "A category that was not seen for longer, by record time, is forgotten and its place in"
              + " the model used again.");

  /** Every setting, in the order in which they are documented. */
  static final List<Key<?>> ALL =
      List.of(MIN_COUNT, MAX_CATEGORIES, OTHER, MISSING, DROP_FIRST, TIME_TO_LIVE);

  private LimitKeys() {}

  /** Returns the limits that the values describe. */
  static Limits limits(Values values) {
    int minCount = values.get(MIN_COUNT);
    int most = values.find(MAX_CATEGORIES).orElse(Limits.BY_DEFAULT);
    long timeToLive = values.find(TIME_TO_LIVE).orElse(0L);
    boolean limited = minCount > 1 || most < Limits.BY_DEFAULT || timeToLive > 0;
    return new Limits(
        minCount,
        most,
        values.find(OTHER).orElse(limited),
        values.get(MISSING),
        values.get(DROP_FIRST),
        timeToLive);
  }
}
