package io.gradstream.eval;

import io.gradstream.core.data.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a pipeline file says of labels that come later, by how late those of a sample are.
 *
 * @param late the sample
 */
record LateDraft(LateSample late) {

  /** Of a pipeline that says nothing of {@code max-waiting}. */
  private static final long MOST_WAITING = 1_000_000;

  private static final double MANY = 0.05;

  /** Returns the lines below {@code input:}, its topic excepted. */
  String input(boolean json) {
    List<String> key = late.columns().key();
    return (key.isEmpty()
            ? "  # A label finds its record by the records' own key; name fields with key: to have it by those.\n"
            : "  key: %s%n".formatted(names(key)))
        + (json ? "  format: json\n" : "");
  }

  /** Returns the section {@code labels:}. */
  String labels(LabelCheck check, PipelineDraft.Target target, boolean logarithms) {
    LateSample.Columns columns = late.columns();
    StringBuilder text = new StringBuilder();
    text.append("\nlabels:\n  topic: %s%n".formatted(late.topic().name()))
        .append("  field: %s".formatted(Yaml.text(columns.label())))
        .append("    # %s%n".formatted(Yaml.comment(check.balance())));
    late.positive()
        .flatMap(only -> positive(check, only))
        .or(check.guess()::positive)
        .ifPresent(it -> text.append("  positive: %s%n".formatted(Yaml.text(it))));
    text.append(logarithms ? "  transform: log1p\n" : "");
    if (!columns.labelKey().equals(columns.key())) {
      text.append("  key: %s    # what input.key is there%n".formatted(names(columns.labelKey())));
    }
    if (late.topic().json() != target.json()) {
      text.append("  format: %s%n".formatted(late.topic().json() ? "json" : "avro"));
    }
    waits(text);
    unlabelled(text, check.guess().task());
    return text.toString();
  }

  /** The class of 0 and 1, or of true and false, needs no name. */
  private static Optional<String> positive(LabelCheck check, String only) {
    return check.guess().positive().map(any -> only);
  }

  private void waits(StringBuilder text) {
    Lateness lateness = late.lateness();
    text.append(
        "  wait: %s    # labels came after %s%n"
            .formatted(Lengths.text(lateness.patience()), lateness.delays()));
    if (lateness.early() > 0) {
      text.append(
          "  early: %s    # %,d labels came before their records or with them%n"
              .formatted(Lengths.text(lateness.early()), lateness.ages().below(1)));
    }
    if (2 * lateness.atOnce() > MOST_WAITING) {
      text.append(
          "  max-waiting: %d    # some %,d records come within `wait`%n"
              .formatted(Math.min(100 * MOST_WAITING, 2 * lateness.atOnce()), lateness.atOnce()));
    }
  }

  private void unlabelled(StringBuilder text, Task task) {
    Lateness lateness = late.lateness();
    String share =
        String.format(
            Locale.ROOT,
            "%,d records had no label within that (%s)",
            lateness.none(),
            lateness.percent());
    if (late.hasNegatives()) {
      text.append("  unlabelled: negative    # %s%n".formatted(share));
    } else if (lateness.share() > MANY) {
      text.append("  unlabelled: drop    # %s%s%n".formatted(share, advice(task)));
    } else if (lateness.none() > 0) {
      text.append("  # %s: they are given up and counted (unlabelled)%n".formatted(share));
    }
  }

  private static String advice(Task task) {
    return switch (task) {
      case BINARY -> "; if that means no: negative";
      case REGRESSION -> "; if that means a number, such as 0: that";
      case MULTICLASS -> "";
    };
  }

  private static String names(List<String> fields) {
    return fields.size() == 1
        ? Yaml.text(fields.get(0))
        : fields.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
