package io.gradstream.core.feature.dictionary;

import io.gradstream.core.text.WholeRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Which categories of a field get a column of their own, and for how long.
 *
 * @param minCount occurrences before a category gets a column, 1 or more; counted by a {@link
 *     Sketch}, so rare ones may get it a little early
 * @param maxCategories how many have columns at once; {@link #UNBOUNDED} for no bound, {@link
 *     #BY_DEFAULT} where nobody said
 * @param other whether the categories without a column share one
 * @param missing whether a missing value has a column
 * @param dropFirst whether the first category has no column, as others are told from it
 * @param timeToLive milliseconds of record time after which a category that was not seen is
 *     forgotten and its parameter row used again; 0 for never
 */
public record Limits(
    int minCount,
    int maxCategories,
    boolean other,
    boolean missing,
    boolean dropFirst,
    long timeToLive) {

  /** The number that stands for no bound. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /**
   * The number that stands for the bound of a field of which nobody said one: {@link #DEFAULT_MOST}
   * categories, and no column for the others, so that models of before have the same columns.
   */
  public static final int BY_DEFAULT = UNBOUNDED - 1;

  /** How many categories of a field have columns where nobody said how many. */
  public static final int DEFAULT_MOST = 100_000;

  /** How many occurrences may be asked for. */
  public static final WholeRange MIN_COUNT = WholeRange.atLeast(1);

  /** How many categories of a field may have columns. */
  public static final WholeRange MAX_CATEGORIES = WholeRange.atLeast(1);

  private static final WholeRange TIME_TO_LIVE = WholeRange.atLeast(0);

  /** Checks the ranges. */
  public Limits {
    MIN_COUNT.check("min-count", minCount);
    MAX_CATEGORIES.check("max-categories", maxCategories);
    TIME_TO_LIVE.check("time-to-live", timeToLive);
  }

  /** Every category has a column for ever, and so has a missing value. */
  public static final Limits NONE = new Limits(1, UNBOUNDED, false, true, false, 0);

  /** What holds where nobody said anything. */
  public static final Limits DEFAULT = new Limits(1, BY_DEFAULT, false, true, false, 0);

  /** Returns limits of their number only, the rest sharing a column. */
  public static Limits atMost(int maxCategories) {
    return new Limits(1, maxCategories, true, true, false, 0);
  }

  /** Returns how many categories have columns at once. */
  int most() {
    return maxCategories == BY_DEFAULT ? DEFAULT_MOST : maxCategories;
  }

  /** Tells whether somebody asked that some category be left without a column. */
  boolean bind() {
    return minCount > 1 || maxCategories < BY_DEFAULT || dropFirst || timeToLive > 0;
  }

  /** Returns the names of the fixed columns of these fields. */
  public List<String> columns(List<String> names) {
    List<String> columns = new ArrayList<>();
    if (missing) {
      names.forEach(name -> columns.add(name + " missing"));
    }
    if (other) {
      names.forEach(name -> columns.add(name + " other"));
    }
    return columns;
  }

  /** Returns what differs from {@link #DEFAULT}, to stand behind the fields in a description. */
  public String description() {
    StringBuilder text = new StringBuilder();
    if (minCount > 1) {
      text.append(", min-count ").append(minCount);
    }
    if (maxCategories < BY_DEFAULT) {
      text.append(", max-categories ").append(maxCategories);
    }
    text.append(other ? ", other" : "").append(missing ? "" : ", missing ignored");
    text.append(dropFirst ? ", first dropped" : "");
    if (timeToLive > 0) {
      text.append(", time-to-live ").append(timeToLive).append(" ms");
    }
    return text.toString();
  }
}
