package io.gradstream.core.feature.past;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.RunningScaler;
import java.util.List;
import java.util.Locale;

/**
 * What of a record is remembered: some numbers, its label, or only that there was one.
 *
 * @param kind which of these
 * @param fields the fields of numbers, for {@link Kind#FIELDS}
 */
public record Series(Kind kind, List<String> fields) {

  /** What of a record is remembered. */
  public enum Kind {
    /** Numbers; one may be missing. */
    FIELDS,
    /** The label, of records that have one: the others are passed over. */
    LABEL,
    /** Only that there was a record. */
    RECORDS
  }

  /** Copies the list. */
  public Series {
    fields = List.copyOf(fields);
  }

  /** Returns the series of some fields. */
  public static Series of(List<String> fields) {
    return new Series(Kind.FIELDS, fields);
  }

  /** Returns the series of known labels. */
  public static Series label() {
    return new Series(Kind.LABEL, List.of());
  }

  /** Returns the series of records. */
  public static Series records() {
    return new Series(Kind.RECORDS, List.of());
  }

  /** Returns the names of the values, the first part of the names of columns. */
  List<String> names() {
    return switch (kind) {
      case FIELDS -> fields;
      case LABEL -> List.of("label");
      case RECORDS -> List.of("records");
    };
  }

  /** Returns what the values are of, for people: a column of earlier labels is not the label. */
  List<String> sources() {
    return switch (kind) {
      case FIELDS -> fields;
      case LABEL -> List.of("earlier labels");
      case RECORDS -> List.of("earlier records");
    };
  }

  /** Returns what stored state depends on, in words. */
  String description() {
    return kind == Kind.FIELDS ? fields.toString() : kind.name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether a row has what is remembered. */
  boolean isIn(Row row) {
    return kind != Kind.LABEL || row.hasLabel();
  }

  /** Reads the values, NaN for a missing one, within what can be squared. */
  void read(Row row, int[] slots, double[] into) {
    if (kind != Kind.FIELDS) {
      into[0] = kind == Kind.LABEL ? usable(row.label()) : 1;
      return;
    }
    for (int i = 0; i < slots.length; i++) {
      into[i] = usable(row.number(slots[i]));
    }
  }

  private static double usable(double x) {
    return Math.max(-RunningScaler.LARGEST, Math.min(RunningScaler.LARGEST, x));
  }
}
