package io.gradstream.eval;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.PointInTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A column of a sample, each distinct text kept once. */
public final class SampleColumn {

  /** Code of a missing cell. */
  static final int MISSING = -1;

  /** Without leading zeros, which a number would lose. */
  private static final String DIGITS = "(0|[1-9][0-9]*)";

  private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9][0-9]{0,17})");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(" + DIGITS + "(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final Pattern BEYOND_64_BITS = Pattern.compile("[+-]?[0-9]{20,}");
  private static final Pattern BARE_EXPONENT = Pattern.compile("[0-9]+[eE][0-9]+");
  private static final Pattern FRACTIONAL = Pattern.compile(".*(\\.|[eE][+-]).*");

  /** What all of a column's values are. */
  public enum Type {
    /** There are none. */
    EMPTY,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** Whole numbers. */
    WHOLE,
    /** Numbers. */
    NUMBER,
    /** Points in time: ISO 8601, other forms of dates, seconds or milliseconds since the epoch. */
    TIME,
    /** Anything. */
    TEXT
  }

  private final String name;
  private final Map<String, Integer> codeOf = new LinkedHashMap<>();
  private final List<String> values = new ArrayList<>();
  private int[] codes = new int[1024];
  private int[] counts = new int[64];
  private int rows;
  private int missing;
  private boolean text; // whether its values are texts, whatever they look like
  private @Nullable Type type; // of all values, null until asked

  SampleColumn(String name) {
    this.name = name;
  }

  /** Says that its values are texts where they come from, so that none of them is a number. */
  void setText() {
    text = true;
    type = null;
  }

  /** Adds the next row's cell. */
  void add(Optional<String> cell) {
    if (rows == codes.length) {
      codes = Arrays.copyOf(codes, 2 * rows);
    }
    int code = cell.map(String::strip).map(this::code).orElse(MISSING);
    codes[rows++] = code;
    if (code == MISSING) {
      missing++;
    } else {
      counts[code]++;
    }
  }

  private int code(String text) {
    return codeOf.computeIfAbsent(
        text,
        it -> {
          values.add(it);
          type = null;
          if (values.size() > counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
          }
          return values.size() - 1;
        });
  }

  /** Returns the column's name. */
  public String name() {
    return name;
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the number of rows without a value. */
  public int missing() {
    return missing;
  }

  /** Returns the distinct values, in order of appearance. */
  public List<String> values() {
    return values;
  }

  /** Returns how often a value is there. */
  int count(int code) {
    return counts[code];
  }

  /** Returns a row's code, an index into {@link #values}, or {@link #MISSING}. */
  int code(int row) {
    return codes[row];
  }

  /** Returns the narrowest type that all values have. */
  public Type type() {
    if (type == null) {
      Type looks = narrowest();
      type = text && looks != Type.TIME && looks != Type.EMPTY ? Type.TEXT : looks;
    }
    return type;
  }

  private Type narrowest() {
    if (values.isEmpty()) {
      return Type.EMPTY;
    } else if (values.stream().allMatch(it -> it.equalsIgnoreCase("true") || isFalse(it))) {
      return Type.BOOLEAN;
    } else if (values.stream().allMatch(it -> WHOLE.matcher(it).matches())) {
      return Epochs.are(this) ? Type.TIME : Type.WHOLE;
    } else if (values.stream().allMatch(SampleColumn::isNumber) && !areExponentCodes()) {
      return Type.NUMBER;
    }
    return isTime(dateOrder()) ? Type.TIME : Type.TEXT;
  }

  /** Returns which part of its dates comes first, as {@link DateOrders} guesses. */
  public DateOrder dateOrder() {
    return DateOrders.of(this);
  }

  /** Tells whether all values are points in time, and not mere numbers. */
  boolean isTime(DateOrder order) {
    return values.stream().allMatch(it -> isTime(it, order));
  }

  /** Tells whether a text is a number as a cell may have it. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && !BEYOND_64_BITS.matcher(text).matches();
  }

  /** As {@code 12E5} is: whoever writes numbers with exponents gives some a point or a sign. */
  private boolean areExponentCodes() {
    return values.stream().anyMatch(it -> BARE_EXPONENT.matcher(it).matches())
        && values.stream().noneMatch(it -> FRACTIONAL.matcher(it).matches());
  }

  private static boolean isFalse(String text) {
    return text.equalsIgnoreCase("false");
  }

  private static boolean isTime(String text, DateOrder order) {
    try {
      PointInTime.ofText(text, order);
      return text.chars().anyMatch(c -> c < '0' || c > '9');
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Tells whether its values have an order: numbers and times. */
  public boolean isOrdered() {
    return switch (type()) {
      case WHOLE, NUMBER, TIME -> true;
      default -> false;
    };
  }

  /** Returns the number or time that each distinct value is, by code; only if it is ordered. */
  double[] numbers() {
    return type() == Type.TIME ? times(dateOrder()) : plainNumbers();
  }

  double[] times(DateOrder order) {
    return values.stream().mapToDouble(it -> PointInTime.ofText(it, order)).toArray();
  }

  /** Returns the number that each distinct value is as it is written, by code. */
  double[] plainNumbers() {
    return values.stream().mapToDouble(Double::parseDouble).toArray();
  }

  /**
   * Returns in how many of 100 rows the number steps down, or up, from that of the row before,
   * missing ones left out.
   *
   * @param numbers of each distinct value, by code
   */
  double percentOfSteps(double[] numbers, boolean down) {
    double before = Double.NaN;
    long steps = 0;
    long all = 0;
    for (int row = 0; row < rows; row++) {
      if (codes[row] != MISSING) {
        double now = numbers[codes[row]];
        if (!Double.isNaN(before)) {
          all++;
          steps += (down ? now < before : now > before) ? 1 : 0;
        }
        before = now;
      }
    }
    return all == 0 ? 0 : 100.0 * steps / all;
  }

  /** Returns least and greatest value as they are written; nothing without values. */
  public Optional<String> range() {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (!isOrdered()) {
      return Optional.of(values.stream().sorted().limit(3).toList().toString());
    }
    double[] numbers = numbers();
    int least = 0;
    int greatest = 0;
    for (int code = 1; code < numbers.length; code++) {
      least = numbers[code] < numbers[least] ? code : least;
      greatest = numbers[code] > numbers[greatest] ? code : greatest;
    }
    return Optional.of(values.get(least) + " to " + values.get(greatest));
  }
}
