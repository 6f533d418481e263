package io.gradstream.eval;

import io.gradstream.core.data.DateOrder;
import io.gradstream.eval.ColumnUse.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The encoders of a pipeline file, as YAML, by the uses of the columns. */
final class Encoders {

  private static final double NOISE = 0.02;
  private static final String GAINS_NOTHING =
      "it tells nothing on the sample, and without it the loss was 2.5 % less or better";
  private static final int WIDTH = 100;
  private static final int FEWEST_BUCKETS = 1024;
  private static final int MOST_BUCKETS = 1 << 16;
  private static final int BUCKETS_A_VALUE = 4;

  private final Sample sample;
  private final Map<String, ColumnUse> uses;
  private final Choice choice;

  /** Which of several encoders is taken where there is a choice. */
  record Choice(String numbers, String skewed, String many) {

    static final Choice CURVES = new Choice("hats", "hats", "hash");

    Choice withNumbers(String encoder) {
      return new Choice(encoder, encoder, many);
    }

    Choice withSkewed(String encoder) {
      return new Choice(numbers, encoder, many);
    }

    Choice withMany(String encoder) {
      return new Choice(numbers, skewed, encoder);
    }
  }

  Encoders(Sample sample, Map<String, ColumnUse> uses) {
    this(sample, uses, Choice.CURVES);
  }

  private Encoders(Sample sample, Map<String, ColumnUse> uses, Choice choice) {
    this.sample = sample;
    this.uses = uses;
    this.choice = choice;
  }

  Encoders with(Choice newChoice) {
    return new Encoders(sample, uses, newChoice);
  }

  Encoders with(String column, ColumnUse use) {
    Map<String, ColumnUse> changed = new LinkedHashMap<>(uses);
    changed.put(column, use);
    return new Encoders(sample, changed, choice);
  }

  /** Returns these without the numbers and categories that tell nothing alone, if there are any. */
  Encoders withoutNoise(SampleColumn label) {
    LeakProbe probe = LeakProbe.of(label);
    Encoders fewer = this;
    for (Map.Entry<String, ColumnUse> entry : uses.entrySet()) {
      boolean judged =
          switch (entry.getValue().kind()) {
            case NUMBER, SKEWED, CATEGORY, MANY -> true;
            default -> false;
          };
      if (judged && probe.score(sample.require(entry.getKey())) < NOISE) {
        fewer = fewer.with(entry.getKey(), new ColumnUse(Kind.LEFT_OUT, GAINS_NOTHING));
      }
    }
    return fewer;
  }

  Choice choice() {
    return choice;
  }

  /** Returns what becomes of each column. */
  Map<String, ColumnUse> uses() {
    return uses;
  }

  /** Tells whether there is a column of a kind. */
  boolean has(Kind kind) {
    return uses.values().stream().anyMatch(use -> use.kind() == kind);
  }

  /** Tells whether there is any column to learn from. */
  boolean isEmpty() {
    return uses.values().stream().allMatch(use -> use.kind() == Kind.LEFT_OUT);
  }

  /** Returns the names of the columns of numbers. */
  List<String> numbers() {
    return names(use -> use == Kind.NUMBER || use == Kind.SKEWED);
  }

  private List<String> names(Predicate<Kind> which) {
    return uses.entrySet().stream()
        .filter(use -> which.test(use.getValue().kind()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the entries below {@code features:}, each with a comment. */
  String yaml() {
    StringBuilder text = new StringBuilder();
    boolean alike = choice.numbers().equals(choice.skewed());
    add(
        text,
        numbersComment(choice.numbers()),
        choice.numbers(),
        alike ? numbers() : names(use -> use == Kind.NUMBER));
    if (!alike) {
      add(
          text,
          "Numbers that span several sizes, by their logarithms.",
          choice.skewed(),
          names(use -> use == Kind.SKEWED));
    }
    add(
        text,
        "Categories, one column each; new ones get theirs when they first appear.",
        "one-hot",
        names(use -> use == Kind.CATEGORY));
    many(text, choice.many());
    add(
        text,
        "Texts, a column for each word, by its hash.",
        "text",
        names(use -> use == Kind.TEXT));
    times(text);
    return text.toString();
  }

  private static String numbersComment(String encoder) {
    return encoder.equals("hats")
        ? "Numbers, scaled by their running mean and deviation, each with a curve."
        : "Numbers, scaled by their running mean and deviation.";
  }

  private void many(StringBuilder text, String encoder) {
    List<String> many = names(use -> use == Kind.MANY);
    if (many.isEmpty() || !encoder.equals("hash")) {
      add(text, "Categories of many values, each as the mean label seen with it.", encoder, many);
      return;
    }
    int values =
        many.stream().mapToInt(name -> sample.require(name).values().size()).max().orElse(0);
    int buckets = Integer.highestOneBit(Math.max(1, BUCKETS_A_VALUE * values - 1)) << 1;
    if (buckets <= FEWEST_BUCKETS) {
      add(text, "Categories of many values, by their hash.", "hash", many);
    } else {
      text.append("  # Categories of many values, by their hash; more buckets, fewer that meet.\n")
          .append("  - hash:\n      fields: ")
          .append(list(many, "        "))
          .append(
              String.format(Locale.ROOT, "%n      buckets: %d%n", Math.min(MOST_BUCKETS, buckets)));
    }
  }

  private void times(StringBuilder text) {
    for (String name : names(use -> use == Kind.TIME)) {
      SampleColumn column = sample.require(name);
      DateOrder order = column.dateOrder();
      String dates =
          order == DateOrder.ISO
              ? ""
              : ", dates: " + order.name().toLowerCase(Locale.ROOT).replace('_', '-');
      text.append("  # A time as places on circles; zone: names another zone than UTC.\n");
      if (DateOrders.areAmbiguous(column)) {
        text.append("  # Month or day first? Both are possible: look whether dates: is right.\n");
      }
      text.append(
          "  - cyclic: {field: %s, of: [%s]%s}%n".formatted(Yaml.text(name), note(name), dates));
    }
  }

  private String note(String name) {
    return Optional.ofNullable(uses.get(name)).map(ColumnUse::note).orElse("");
  }

  private static void add(StringBuilder text, String comment, String encoder, List<String> names) {
    if (!names.isEmpty()) {
      text.append("  # %s%n".formatted(comment))
          .append("  - %s: %s%n".formatted(encoder, list(names, "      ")));
    }
  }

  /** Returns a list in brackets, on several lines if it is long. */
  static String list(List<String> names, String indent) {
    StringBuilder text = new StringBuilder("[");
    int column = 2 * indent.length();
    List<String> quoted = new ArrayList<>(names.stream().map(Yaml::text).toList());
    for (int i = 0; i < quoted.size(); i++) {
      String item = quoted.get(i) + (i + 1 < quoted.size() ? "," : "]");
      boolean wraps = i > 0 && column + item.length() > WIDTH;
      text.append(wraps ? "\n" + indent : i > 0 ? " " : "").append(item);
      column = wraps ? indent.length() + item.length() : column + 1 + item.length();
    }
    return text.toString();
  }
}
