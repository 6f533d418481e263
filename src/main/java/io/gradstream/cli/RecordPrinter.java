package io.gradstream.cli;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.report.FlowingTable;
import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.Terminal;
import java.io.PrintWriter;
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

  /** How wide a time is that is written to the millisecond. */
  int TIME = 23;

  /** Prints the line above the columns, where there is one, if nothing was printed yet. */
  void header();

  /** Prints records, in order. */
  void print(List<ConsumerRecord<byte[], byte[]>> records);

  /** Prints one record. */
  default void print(ConsumerRecord<byte[], byte[]> record) {
    print(List.of(record));
  }

  /** Returns the printer of a topic. */
  static RecordPrinter of(
      TailCommand.Output output,
      boolean json,
      Deserializer<GenericRecord> values,
      LearnerRule rule,
      PrintWriter out) {
    if (output == TailCommand.Output.dead_letters) {
      return new DeadLetterPrinter(out, json);
    }
    if (json) {
      return new Json(values, out);
    }
    return switch (output) {
      case predictions -> {
        PredictionRow rows = new PredictionRow(rule.task() == Task.MULTICLASS);
        yield Rows.of(rows.columns(), rows::of, values, out);
      }
      case outcomes -> {
        OutcomeRow rows = new OutcomeRow(rule.task() == Task.MULTICLASS);
        yield Rows.of(rows.columns(), rows::of, values, out);
      }
      case metrics -> {
        MetricsRow rows = MetricsRow.of(rule, Terminal.columns());
        yield Rows.of(rows.columns(), rows::of, values, out);
      }
      default -> Rows.of(DecisionRow.COLUMNS, DecisionRow::of, values, out);
    };
  }

  /** Formats a time in UTC, to the minute or, where they matter, to the millisecond. */
  static String time(long millis) {
    String pattern = millis % 60_000 == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss.SSS";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .format(Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
  }

  /** Prints every field. */
  record Json(Deserializer<GenericRecord> values, PrintWriter out) implements RecordPrinter {

    @Override
    public void header() {
      // JSON lines have none
    }

    @Override
    public void print(List<ConsumerRecord<byte[], byte[]>> records) {
      records.forEach(it -> out.println(values.deserialize(it.topic(), it.value())));
      out.flush();
    }
  }

  /** Makes the cells of a record. */
  interface Cells {
    List<? extends @Nullable Object> of(ConsumerRecord<byte[], byte[]> record, GenericRecord value);
  }

  /** Prints the rows of a table. */
  record Rows(FlowingTable table, Cells cells, Deserializer<GenericRecord> values)
      implements RecordPrinter {

    static Rows of(
        List<Column> columns, Cells cells, Deserializer<GenericRecord> values, PrintWriter out) {
      return new Rows(new FlowingTable(out, columns), cells, values);
    }

    @Override
    public void header() {
      table.begin();
    }

    @Override
    public void print(List<ConsumerRecord<byte[], byte[]>> records) {
      table.print(
          records.stream()
              .map(it -> cells.of(it, values.deserialize(it.topic(), it.value())))
              .toList());
    }
  }
}
