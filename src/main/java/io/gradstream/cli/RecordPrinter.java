package io.gradstream.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
      PrintWriter out) {
    if (output == TailCommand.Output.dead_letters) {
      return new DeadLetters(out, json);
    }
    if (json) {
      return new Json(values, out);
    }
    return switch (output) {
      case predictions -> new Predictions(values, out);
      case metrics -> new Metrics(values, out);
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
      out.printf("%-24s %-16s %8s %6s %10s%n", "time (UTC)", "key", "score", "label", "version");
    }

    @Override
    public void print(ConsumerRecord<byte[], byte[]> record) {
      GenericRecord value = values.deserialize(record.topic(), record.value());
      Object label = value.get("label");
      out.printf(
          "%-24s %-16s %8s %6s %10s%n",
          time((Long) value.get("time")),
          text(record.key()),
          number(value.get("score")),
          label == null ? "-" : String.format(Locale.ROOT, "%.0f", (Double) label),
          value.get("version"));
    }
  }

  /** Prints windows. */
  record Metrics(Deserializer<GenericRecord> values, PrintWriter out) implements RecordPrinter {

    @Override
    public void header() {
      out.printf(
          "%6s %-24s %8s %10s %9s %8s %8s  %s%n",
          "window", "until (UTC)", "log-loss", "checkpoint", "no change", "accuracy", "AUC", "");
    }

    @Override
    public void print(ConsumerRecord<byte[], byte[]> record) {
      GenericRecord value = values.deserialize(record.topic(), record.value());
      GenericRecord model = (GenericRecord) value.get("model");
      out.printf(
          "%6s %-24s %8s %10s %9s %8s %8s  %s%n",
          value.get("window"),
          time((Long) value.get("last_time")),
          number(model.get("log_loss")),
          logLoss(value.get("checkpoint")),
          logLoss(value.get("no_change")),
          number(model.get("accuracy")),
          number(model.get("auc")),
          remark(value));
    }

    private static String logLoss(@Nullable Object scores) {
      return number(scores == null ? null : ((GenericRecord) scores).get("log_loss"));
    }

    private static String remark(GenericRecord value) {
      if (!(Boolean) value.get("learning")) {
        return "stopped";
      }
      return (Boolean) value.get("improved") ? "improved" : "";
    }
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
          value.get("reason"));
    }
  }
}
