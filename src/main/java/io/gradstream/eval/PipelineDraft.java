package io.gradstream.eval;

import io.gradstream.core.data.Task;
import io.gradstream.csv.CsvException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pipeline file to start from, written by the looks of a sample.
 *
 * @param sample the first rows
 * @param label the column to predict
 * @param topic the input topic
 * @param json whether its records are JSON
 */
public record PipelineDraft(Sample sample, String label, String topic, boolean json) {

  /** A whole number of so few different values may as well be a code. */
  private static final int MOST_CODES = 31;

  private static final int MOST_CATEGORIES = 1000;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern MIDNIGHT = Pattern.compile("[^T ]*([T ]00:00(:00(\\.0*)?)?.*)?");

  /** Returns the file's text. */
  public String text() {
    LabelGuess guess = LabelGuess.of(sample.require(label));
    StringBuilder text = new StringBuilder();
    text.append(
            "# Written by 'gradstream init' from a sample of %,d rows.%n".formatted(sample.rows()))
        .append("# Every key, its range and its default: docs/configuration.md.\n\n")
        .append("pipeline: %s%n%n".formatted(name()))
        .append("input:\n  topic: %s%n  label: %s".formatted(topic, quoted(label)))
        .append("    # %s%n".formatted(labelled(guess)));
    guess.positive().ifPresent(it -> text.append("  positive: %s%n".formatted(quoted(it))));
    text.append(json ? "  format: json\n" : "").append("\nfeatures:\n");
    features(text);
    text.append("\nmodel: %s%n".formatted(model(guess.task())))
        .append(
            "\nvalidation:\n  window: %d    # report after so many records%n".formatted(window()))
        .append("\nkafka:    # Kafka's own property names, security included\n")
        .append("  bootstrap.servers: \"${KAFKA_BOOTSTRAP_SERVERS:localhost:9092}\"\n")
        .append("  schema.registry.url: \"${SCHEMA_REGISTRY_URL:http://localhost:8081}\"\n");
    return text.toString();
  }

  private String name() {
    String name = (topic + "-" + label).replaceAll("[^A-Za-z0-9._-]", "-");
    return name.substring(0, Math.min(name.length(), 200));
  }

  private int window() {
    return Math.max(100, Math.min(5000, sample.rows() / 20));
  }

  private static String model(Task task) {
    return switch (task) {
      case BINARY -> "logistic";
      case MULTICLASS -> "softmax";
      case REGRESSION -> "linear    # a number; if its values are classes: softmax";
    };
  }

  private String labelled(LabelGuess guess) {
    SampleColumn column = sample.require(label);
    return switch (guess.task()) {
      case BINARY -> "one of two classes";
      case MULTICLASS ->
          "one of several classes, %,d in the sample".formatted(column.values().size());
      case REGRESSION -> "a number, " + column.range().orElse("");
    };
  }

  private void features(StringBuilder text) {
    Map<String, String> leftOut = new LinkedHashMap<>(Suspicions.of(sample, Optional.of(label)));
    List<String> numbers = new ArrayList<>();
    List<String> categories = new ArrayList<>();
    List<String> times = new ArrayList<>();
    for (SampleColumn column : sample.columns()) {
      if (column.name().equals(label) || leftOut.containsKey(column.name())) {
        continue;
      }
      String name = quoted(column.name());
      switch (column.type()) {
        case BOOLEAN -> categories.add(name);
        case WHOLE -> (isCode(column) ? categories : numbers).add(name);
        case NUMBER -> numbers.add(name);
        case TIME -> times.add("{field: %s, of: %s}".formatted(name, cycles(column)));
        default -> text(column, categories, leftOut);
      }
    }
    if (numbers.isEmpty() && categories.isEmpty() && times.isEmpty()) {
      throw new CsvException("no column is left to learn from: " + leftOut);
    }
    print(text, numbers, categories, times, leftOut);
  }

  private static void print(
      StringBuilder text,
      List<String> numbers,
      List<String> categories,
      List<String> times,
      Map<String, String> leftOut) {
    if (!numbers.isEmpty()) {
      text.append("  # Numbers, scaled by their running mean and deviation, each with a curve.\n")
          .append("  - hats: [%s]%n".formatted(String.join(", ", numbers)));
    }
    if (!categories.isEmpty()) {
      text.append("  # Categories, one column each; new ones get theirs when they first appear.\n")
          .append("  - one-hot: [%s]%n".formatted(String.join(", ", categories)));
    }
    times.forEach(
        time ->
            text.append("  # A time as places on circles; zone: names another zone than UTC.\n")
                .append("  - cyclic: %s%n".formatted(time)));
    if (!leftOut.isEmpty()) {
      text.append("  # Left out; put back what is of use and known before the label is:\n");
      leftOut.forEach((name, reason) -> text.append("  #   %s: %s%n".formatted(name, reason)));
    }
  }

  /** Whole numbers are codes if they are few and fill their range, as months and hours do. */
  private static boolean isCode(SampleColumn column) {
    int count = column.values().size();
    if (count <= 2 || count > MOST_CODES) {
      return false;
    }
    DoubleSummaryStatistics range = Arrays.stream(column.numbers()).summaryStatistics();
    return range.getMax() - range.getMin() < 2 * count;
  }

  private static void text(
      SampleColumn column, List<String> categories, Map<String, String> leftOut) {
    if (column.values().size() <= MOST_CATEGORIES) {
      categories.add(quoted(column.name()));
    } else {
      leftOut.put(
          column.name(),
          String.format(Locale.ROOT, "%,d different texts, a column each", column.values().size()));
    }
  }

  private static String cycles(SampleColumn column) {
    boolean days = column.values().stream().allMatch(text -> MIDNIGHT.matcher(text).matches());
    return days ? "[day-of-week, day-of-year]" : "[hour-of-day, day-of-week, day-of-year]";
  }

  private static String quoted(String name) {
    return PLAIN.matcher(name).matches()
        ? name
        : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
