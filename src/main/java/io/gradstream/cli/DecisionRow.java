package io.gradstream.cli;

import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.FlowingTable.Kind;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A decision as a row of a table. */
final class DecisionRow {

  private static final int LONGEST = 1000;

  static final List<Column> COLUMNS =
      List.of(
          Column.text("time (UTC)", RecordPrinter.TIME, RecordPrinter.TIME),
          Column.of("window", Kind.WHOLE),
          Column.text("kind", 10, LONGEST),
          Column.text("action", 8, LONGEST),
          Column.text("reason", 0, LONGEST));

  private DecisionRow() {}

  static List<@Nullable Object> of(ConsumerRecord<byte[], byte[]> record, GenericRecord value) {
    return List.of(
        RecordPrinter.time((Long) value.get("time")),
        value.get("window"),
        value.get("kind"),
        value.get("action"),
        reason(value));
  }

  /** Returns the reason of a decision with its detail, if it has one. */
  private static String reason(GenericRecord decision) {
    boolean plain = !decision.hasField("detail") || decision.get("detail").toString().isEmpty();
    return plain
        ? decision.get("reason").toString()
        : decision.get("reason") + "; " + decision.get("detail");
  }
}
