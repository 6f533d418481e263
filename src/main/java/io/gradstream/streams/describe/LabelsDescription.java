package io.gradstream.streams.describe;

import io.gradstream.core.data.Task;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.delay.LabelDelay.Match;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes for people where labels come from and how they are waited for. */
final class LabelsDescription {

  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", 86_400_000L);
    UNITS.put("h", 3_600_000L);
    UNITS.put("m", 60_000L);
    UNITS.put("s", 1000L);
  }

  private LabelsDescription() {}

  /** Returns a text a name; nothing for records that carry their labels. */
  static Map<String, String> of(Pipeline pipeline) {
    Map<String, String> lines = new LinkedHashMap<>();
    pipeline.labels().ifPresent(labels -> describe(labels, pipeline.learner(), lines));
    return lines;
  }

  private static void describe(Labels labels, LearnerRule rule, Map<String, String> lines) {
    LabelDelay delay = rule.delay().orElseThrow();
    lines.put(
        "label from",
        labels.sameTopic()
            ? "later records of the input"
            : "topic %s, %s".formatted(labels.source().topic(), Encodings.labels(labels.source())));
    lines.put("key", keys(delay.key(), labels.key()));
    lines.put(
        "wait",
        "a record %s for its label, then %s; a label %s for its record"
            .formatted(
                span(delay.patience()), unlabelled(delay, rule.task()), span(delay.early())));
    lines.put(
        "waiting",
        "%s at most, the oldest is given up; a label is of %s"
            .formatted(
                String.format(Locale.ROOT, "%,d", delay.mostWaiting()),
                delay.match() == Match.FIRST
                    ? "the first that waits with its key"
                    : "all that wait with its key"));
  }

  private static String keys(List<String> ofRecords, List<String> ofLabels) {
    String records = key(ofRecords);
    String labels = key(ofLabels);
    return records.equals(labels) ? records : "%s, of labels %s".formatted(records, labels);
  }

  private static String key(List<String> fields) {
    return fields.isEmpty() ? "the record's own" : String.join(", ", fields);
  }

  private static String unlabelled(LabelDelay delay, Task task) {
    if (delay.unlabelled().isEmpty()) {
      return "it is dropped";
    }
    return task == Task.BINARY
        ? "it is negative"
        : "it counts as " + delay.unlabelled().getAsDouble();
  }

  /** Returns a time in its largest unit of which it is a whole number. */
  static String span(long millis) {
    return UNITS.entrySet().stream()
        .filter(unit -> millis > 0 && millis % unit.getValue() == 0)
        .findFirst()
        .map(unit -> millis / unit.getValue() + unit.getKey())
        .orElse(millis == 0 ? "0s" : millis + "ms");
  }
}
