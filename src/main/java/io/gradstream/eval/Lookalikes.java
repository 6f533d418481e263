package io.gradstream.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds columns of texts that seem to be meant for something else, such as numbers with a unit: a
 * pipeline would read them as categories.
 */
final class Lookalikes {

  private static final String DIGITS = "[+-]?[0-9]+([.,][0-9]+)?";
  private static final double NEARLY_ALL = 0.9;
  private static final double SOME = 0.1;
  private static final double MOST = 0.5;
  private static final int SHOWN = 3;

  /** A way to write values, and what to say of it. */
  private record Form(Pattern pattern, String advice) {

    boolean isOf(String text) {
      return pattern.matcher(text).matches();
    }
  }

  private static final List<Form> FORMS =
      List.of(
          form(DIGITS + "\\s*%", "percent, such as %s: write them as numbers, without the sign"),
          form(
              "[+-]?(\\p{Sc}|[A-Z]{3}\\s)\\s*[+-]?[0-9][0-9.,' ]*|[+-]?[0-9][0-9.,' ]*\\s?(\\p{Sc}|EUR|USD|GBP|CHF)",
              "amounts with a currency, such as %s: write them as numbers, without the currency"),
          form(
              "[+-]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]*)?",
              "numbers with commas between thousands, such as %s: write them without (or --decimal , if these are decimals)"),
          form(
              "[+-]?[0-9]{1,3}([' \u00a0\u202f][0-9]{3})+([.,][0-9]*)?",
              "numbers with marks between thousands, such as %s: write them without"),
          form(
              "[+-]?[0-9]{1,3}(\\.[0-9]{3})*,[0-9]+",
              "numbers with a decimal comma, such as %s: --decimal , reads them"),
          form("(?i)t|f|y|n|yes|no|true|false|on|off", "yes and no, such as %s"));

  private Lookalikes() {}

  private static Form form(String pattern, String advice) {
    return new Form(Pattern.compile(pattern), advice);
  }

  /** Returns a sentence for each such column, by the columns' names. */
  static Map<String, String> of(Sample sample) {
    Map<String, String> sentences = new LinkedHashMap<>();
    for (SampleColumn column : sample.columns()) {
      if (column.type() == SampleColumn.Type.TEXT) {
        of(column).ifPresent(sentence -> sentences.put(column.name(), sentence));
      }
    }
    return sentences;
  }

  private static Optional<String> of(SampleColumn column) {
    for (Form form : FORMS) {
      boolean all = share(column, it -> form.isOf(it) || SampleColumn.isNumber(it)) >= NEARLY_ALL;
      if (all && share(column, form::isOf) >= SOME) {
        return Optional.of(form.advice().formatted(examples(column, form::isOf)));
      }
    }
    double numbers = share(column, SampleColumn::isNumber);
    if (numbers < MOST || numbers == 1) { // codes are all numbers, and meant as texts
      return Optional.empty();
    }
    long cells = column.rows() - (long) column.missing();
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d of %,d cells are numbers, others: %s; --missing names those that mean nothing",
            Math.round(numbers * cells),
            cells,
            examples(column, text -> !SampleColumn.isNumber(text))));
  }

  /** Returns the share of the cells whose text is so. */
  private static double share(SampleColumn column, Predicate<String> which) {
    long found = 0;
    for (int code = 0; code < column.values().size(); code++) {
      found += which.test(column.values().get(code)) ? column.count(code) : 0;
    }
    return found / (double) Math.max(1, column.rows() - column.missing());
  }

  private static String examples(SampleColumn column, Predicate<String> which) {
    return String.join(
        ", ",
        column.values().stream()
            .filter(which)
            .limit(SHOWN)
            .map(text -> "'" + Yaml.comment(text) + "'")
            .toList());
  }
}
