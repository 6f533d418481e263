package io.gradstream.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a column of a sample is good for.
 *
 * @param kind how a pipeline should read it
 * @param note what is to be said of it, empty if nothing
 */
public record ColumnUse(Kind kind, String note) {

  /** How a column is read. */
  public enum Kind {
    /** A number. */
    NUMBER,
    /** A number whose values span several sizes. */
    SKEWED,
    /** A category of few values, a column each. */
    CATEGORY,
    /** A category of many values, which share columns by their hash. */
    MANY,
    /** Words. */
    TEXT,
    /** A point in time. */
    TIME,
    /** Not at all, for the reason in the note. */
    LEFT_OUT
  }

  /** A category of more values has columns by hash. */
  private static final int MOST_COLUMNS = 200;

  private static final int FEWEST = 50;

  /**
   * Decides for every column but the label.
   *
   * @param label the column to predict, if it is known
   * @return uses by the columns' names, in their order
   */
  public static Map<String, ColumnUse> of(Sample sample, Optional<String> label) {
    Map<String, String> suspicions = Suspicions.of(sample, label);
    Optional<LeakProbe> probe =
        label
            .map(sample::require)
            .filter(column -> column.rows() - column.missing() >= FEWEST)
            .map(LeakProbe::of);
    Map<String, ColumnUse> uses = new LinkedHashMap<>();
    for (SampleColumn column : sample.columns()) {
      if (!label.equals(Optional.of(column.name()))) {
        String suspicion = suspicions.get(column.name());
        uses.put(
            column.name(),
            suspicion == null ? of(column, probe) : new ColumnUse(Kind.LEFT_OUT, suspicion));
      }
    }
    return uses;
  }

  /** Decides as if no column told the label. */
  static Map<String, ColumnUse> withLeaks(Sample sample, String label) {
    Map<String, ColumnUse> uses = new LinkedHashMap<>(of(sample, Optional.empty()));
    uses.remove(label);
    return uses;
  }

  /** Returns the other way to read a column of whole numbers: as numbers, or as categories. */
  static ColumnUse otherwise(SampleColumn column, ColumnUse use) {
    return switch (use.kind()) {
      case NUMBER, SKEWED -> category(column);
      default -> number(column);
    };
  }

  private static ColumnUse of(SampleColumn column, Optional<LeakProbe> probe) {
    return switch (column.type()) {
      case BOOLEAN -> plain(Kind.CATEGORY);
      case WHOLE -> Identifiers.are(column, probe) ? category(column) : number(column);
      case NUMBER -> number(column);
      case TIME -> time(column);
      default -> Words.areIn(column) ? plain(Kind.TEXT) : category(column);
    };
  }

  private static ColumnUse category(SampleColumn column) {
    return plain(column.values().size() > MOST_COLUMNS ? Kind.MANY : Kind.CATEGORY);
  }

  private static ColumnUse number(SampleColumn column) {
    return plain(Skew.of(column) ? Kind.SKEWED : Kind.NUMBER);
  }

  private static ColumnUse time(SampleColumn column) {
    List<String> circles = Circles.of(column);
    return circles.isEmpty()
        ? new ColumnUse(
            Kind.LEFT_OUT,
            "a time, and no day, week or year comes back in %s; --time %s makes it the records' time"
                .formatted(Circles.span(column), column.name()))
        : new ColumnUse(Kind.TIME, String.join(", ", circles));
  }

  private static ColumnUse plain(Kind kind) {
    return new ColumnUse(kind, "");
  }
}
