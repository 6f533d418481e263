package io.gradstream.cli;

import io.gradstream.core.text.Elapsed;
import io.gradstream.report.FlowingTable.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A label that met its prediction as a row of a table: the prediction, and how long the label took.
 *
 * @param several whether it is one of several classes
 */
record OutcomeRow(boolean several) {

  private static final int KEY = 1; // places of a prediction's row
  private static final int AFTER = 4;
  private static final int LONGEST = 32;

  List<Column> columns() {
    List<Column> columns = new PredictionRow(several).columns();
    columns.add(AFTER, Column.text("after", 10, LONGEST));
    return columns;
  }

  List<@Nullable Object> of(ConsumerRecord<byte[], byte[]> record, GenericRecord value) {
    List<@Nullable Object> cells = new PredictionRow(several).of(record, value);
    cells.set(KEY, record.key() == null ? null : text(record.key()));
    cells.add(AFTER, (Boolean) value.get("assumed") ? "none came" : elapsed(value));
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
