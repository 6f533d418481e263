package io.gradstream.cli;

import io.gradstream.core.text.Elapsed;
import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.FlowingTable.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A label that met its prediction as a row of a table.
 *
 * @param several whether it is one of several classes
 */
record OutcomeRow(boolean several) {

  private static final int KEY = 8;
  private static final int LONGEST = 32;
  private static final int AFTER = 10;

  List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("time (UTC)", RecordPrinter.TIME, RecordPrinter.TIME),
                Column.text("key", KEY, LONGEST),
                Column.of("score", Kind.FIGURE),
                several ? Column.text("label", 0, LONGEST) : Column.of("label", Kind.LABEL),
                Column.text("after", AFTER, LONGEST),
                Column.of("version", Kind.WHOLE)));
    if (several) {
      columns.add(Column.text("predicted", 0, LONGEST));
    }
    return columns;
  }

  List<@Nullable Object> of(ConsumerRecord<byte[], byte[]> record, GenericRecord value) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(RecordPrinter.time((Long) value.get("time")));
    cells.add(record.key() == null ? null : text(record.key()));
    cells.add(value.get("score"));
    cells.add(value.get("label_class") == null ? value.get("label") : value.get("label_class"));
    cells.add((Boolean) value.get("assumed") ? "none came" : elapsed(value));
    cells.add(value.get("version"));
    if (several) {
      cells.add(value.get("class"));
    }
    return cells;
  }

  private static String elapsed(GenericRecord value) {
    return Elapsed.of((Long) value.get("elapsed"));
  }

  /** Several fields of a key have their lengths before them, which are no text. */
  private static String text(byte[] key) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from + Integer.BYTES <= key.length) {
      int length = java.nio.ByteBuffer.wrap(key, from, Integer.BYTES).getInt();
      from += Integer.BYTES;
      if (length < 0 || length > key.length - from) {
        return new String(key, StandardCharsets.UTF_8);
      }
      text.append(text.isEmpty() ? "" : " ")
          .append(new String(key, from, length, StandardCharsets.UTF_8));
      from += length;
    }
    return from == key.length ? text.toString() : new String(key, StandardCharsets.UTF_8);
  }
}
