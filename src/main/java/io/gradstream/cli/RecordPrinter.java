package io.gradstream.cli;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Metric;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Prints records of an output topic, one line each. */
interface RecordPrinter {

  /** Prints the line above the columns, where there is one. */
  void header();

  /** Prints one record. */
  void print(ConsumerRecord<byte[], byte[]> record);

  /** Returns the printer of a topic. */
  static RecordPrinter of(
      TailCommand.Output output,
      boolean json,
      Deserializer<GenericRecord> values,
      Task task,
      PrintWriter out) {
    if (output == TailCommand.Output.dead_letters) {
      return new DeadLetterPrinter(out, json);
    }
    if (json) {
      return new Json(values, out);
    }
    return switch (output) {
      case predictions -> new Predictions(values, out);
      case metrics -> new Metrics(values, Metric.usual(task), out);
      default -> new Decisions(values, out);
    };
  }

  /** Formats a time in UTC, to the minute or, where they matter, to the millisecond. */
  static String time(long millis) {
    String pattern = millis % 60_000 == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss.SSS";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .format(Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
  }

  private static String text(byte @Nullable [] key) {
    return key == null ? "-" : new String(key, StandardCharsets.UTF_8);
  }

  private static String number(@Nullable Object value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", (Double) value);
  }

  /** Prints every field. */
  record Json(Deserializer<GenericRecord> values, PrintWriter out) implements RecordPrinter {

    @Override
    public void header() {
      // JSON lines have none
    }

    @Override
    public void print(ConsumerRecord<byte[], byte[]> record) {
      out.println(values.deserialize(record.topic(), record.value()));
    }
  }

  /** Prints predictions. */
  record Predictions(Deserializer<GenericRecord> values, PrintWriter out) implements RecordPrinter {

    @Override
    public void header() {
      out.printf("%-24s %-16s %8s %10s %10s%n", "time (UTC)", "key", "score", "label", "version");
    }

    @Override
    public void print(ConsumerRecord<byte[], byte[]> record) {
      GenericRecord value = values.deserialize(record.topic(), record.value());
      out.printf(
          "%-24s %-16s %8s %10s %10s%s%n",
          time((Long) value.get("time")),
          text(record.key()),
          number(value.get("score")),
          label(value),
          value.get("version"),
          value.get("class") == null ? "" : "  " + value.get("class"));
    }

    private static String label(GenericRecord value) {
      if (value.get("label_class") != null) {
        return value.get("label_class").toString();
      }
      return value.get("label") == null
          ? "-"
          : String.format(Locale.ROOT, "%.6g", (Double) value.get("label"))
              .replaceFirst("\\.0+$", "");
    }
  }

  /** Prints windows. */
  record Metrics(Deserializer<GenericRecord> values, List<Metric> shown, PrintWriter out)
      implements RecordPrinter {

    @Override
    public void header() {
      out.printf(
          "%6s %-24s %8s %10s %9s %8s %8s  %s%n",
          "window", "until (UTC)", name(0), "checkpoint", "no change", name(1), name(2), "");
    }

    @Override
    public void print(ConsumerRecord<byte[], byte[]> record) {
      GenericRecord value = values.deserialize(record.topic(), record.value());
      GenericRecord model = (GenericRecord) value.get("model");
      out.printf(
          "%6s %-24s %8s %10s %9s %8s %8s  %s%n",
          value.get("window"),
          time((Long) value.get("last_time")),
          figure(model, 0),
          figure(value.get("checkpoint"), 0),
          figure(value.get("no_change"), 0),
          figure(model, 1),
          figure(model, 2),
          remark(value));
    }

    private String name(int index) {
      Metric metric = shown.get(index);
      return metric == Metric.AUC ? "AUC" : metric.label();
    }

    private String figure(@Nullable Object scores, int index) {
      String field = shown.get(index).label().replace('-', '_');
      return number(scores == null ? null : ((GenericRecord) scores).get(field));
    }

    private static String remark(GenericRecord value) {
      if (!(Boolean) value.get("learning")) {
        return "stopped";
      }
      String members = MemberWeights.text(value);
      return (Boolean) value.get("improved") ? "improved " + members : members;
    }
  }

  /** Returns the reason of a decision with its detail, if it has one. */
  private static String reason(GenericRecord decision) {
    boolean plain = !decision.hasField("detail") || decision.get("detail").toString().isEmpty();
    return plain
        ? decision.get("reason").toString()
        : decision.get("reason") + "; " + decision.get("detail");
  }

  /** Prints decisions. */
  record Decisions(Deserializer<GenericRecord> values, PrintWriter out) implements RecordPrinter {

    @Override
    public void header() {
      out.printf("%-24s %6s %-10s %-10s %s%n", "time (UTC)", "window", "kind", "action", "reason");
    }

    @Override
    public void print(ConsumerRecord<byte[], byte[]> record) {
      GenericRecord value = values.deserialize(record.topic(), record.value());
      out.printf(
          "%-24s %6s %-10s %-10s %s%n",
          time((Long) value.get("time")),
          value.get("window"),
          value.get("kind"),
          value.get("action"),
          reason(value));
    }
  }
}
