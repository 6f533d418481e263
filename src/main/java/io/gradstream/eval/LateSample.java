package io.gradstream.eval;

import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A sample of rows whose labels came later: each row with the label that it met, and when that was
 * known.
 */
public final class LateSample {

  /** What labels are where only those of one class are sent. */
  private static final List<String> NEGATIVES = List.of("0", "false");

  private final Sample sample;
  private final Columns columns;
  private final Topic topic;
  private final LateJoin join;
  private final Lateness lateness;
  private final boolean negatives;

  /**
   * By which columns rows and labels meet, and which say when each became known.
   *
   * @param label the column to predict
   * @param time that of the rows
   * @param key those of the rows; none for the key that a record has outside of its fields
   * @param labelTime that of the labels
   * @param labelKey those of the labels, as many as of the rows
   */
  public record Columns(
      String label, String time, List<String> key, String labelTime, List<String> labelKey) {}

  /**
   * Where a pipeline is to read its labels.
   *
   * @param json whether they are JSON
   */
  public record Topic(String name, boolean json) {}

  private LateSample(
      Sample rows, boolean isText, Columns columns, Topic topic, LateJoin join, boolean whole) {
    this.columns = columns;
    this.topic = topic;
    this.join = join;
    lateness = join.lateness(whole);
    @Nullable String[] cells = join.labels();
    Optional<String> only = join.onlyLabel().filter(value -> !NEGATIVES.contains(value));
    negatives = only.isPresent() && lateness.none() > 0;
    if (negatives) {
      join.fill(cells, lateness.patience(), only.get().equalsIgnoreCase("true") ? "false" : "0");
    }
    sample = rows.with(columns.label(), cells, isText && !negatives);
  }

  /**
   * Looks at labels that are in a file of their own.
   *
   * @param labels opened, before the first
   * @param whole whether the sample is all rows that there are
   * @throws CsvException if a column is missing, or no label has a row
   */
  public static LateSample ofFile(
      Sample rows, CsvRecords labels, Columns columns, Topic topic, boolean whole)
      throws IOException {
    LateJoin join = new LateJoin(rows, columns.time(), columns.key());
    join.readAll(labels, columns);
    join.requireMet(columns);
    Sample without =
        rows.has(columns.label())
            ? rows.without(
                columns.label(),
                "column %s of the rows is not read: labels have a file of their own"
                    .formatted(columns.label()))
            : rows;
    boolean isText = labels.isText(labels.column(columns.label()));
    return new LateSample(without, isText, columns, topic, join, whole);
  }

  /**
   * Looks at labels that are in the rows, beside the time at which each is known.
   *
   * @throws CsvException if a column is missing, or no label is ever known
   */
  public static LateSample ofRows(Sample rows, Columns columns, Topic topic) {
    SampleColumn label = rows.require(columns.label());
    LateJoin join = new LateJoin(rows, columns.time(), columns.key());
    join.takeFrom(label, rows.require(columns.labelTime()));
    join.requireMet(columns);
    Sample without =
        rows.without(
            columns.labelTime(),
            "column %s says when the label is known, and is no feature"
                .formatted(columns.labelTime()));
    boolean isText = label.type() == SampleColumn.Type.TEXT;
    return new LateSample(without, isText, columns, topic, join, true);
  }

  /** Returns the rows with the labels that they met; with negatives where none is a label. */
  Sample sample() {
    return sample;
  }

  Columns columns() {
    return columns;
  }

  Topic topic() {
    return topic;
  }

  Lateness lateness() {
    return lateness;
  }

  /** Tells whether labels are of one class only, so that none within the wait is the other. */
  boolean hasNegatives() {
    return negatives;
  }

  /** Returns the one label that there is, where none is another. */
  Optional<String> positive() {
    return negatives ? join.onlyLabel() : Optional.empty();
  }

  /** Returns the time of a row; {@link LateJoin#NEVER} if it cannot be used. */
  long time(int row) {
    return join.time(row);
  }

  /** Returns when a row's label became known, if it did. */
  OptionalLong knownAt(int row) {
    return join.known(row) == LateJoin.NEVER
        ? OptionalLong.empty()
        : OptionalLong.of(join.known(row));
  }
}
