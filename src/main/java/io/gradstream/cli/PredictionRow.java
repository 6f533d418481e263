package io.gradstream.cli;

import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.FlowingTable.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as a row of a table.
 *
 * @param several whether it is one of several classes
 */
record PredictionRow(boolean several) {

  private static final int KEY = 8;
  private static final int LONGEST = 32;

  List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("time (UTC)", RecordPrinter.TIME, RecordPrinter.TIME),
                Column.text("key", KEY, LONGEST),
                Column.of("score", Kind.FIGURE),
                several ? Column.text("label", 0, LONGEST) : Column.of("label", Kind.LABEL),
                Column.of("version", Kind.WHOLE)));
    if (several) {
      columns.add(Column.text("predicted", 0, LONGEST));
    }
    return columns;
  }

  List<@Nullable Object> of(ConsumerRecord<byte[], byte[]> record, GenericRecord value) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(RecordPrinter.time((Long) value.get("time")));
    cells.add(record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8));
    cells.add(value.get("score"));
    cells.add(value.get("label_class") == null ? value.get("label") : value.get("label_class"));
    cells.add(value.get("version"));
    if (several) {
      cells.add(value.get("class"));
    }
    return cells;
  }
}
