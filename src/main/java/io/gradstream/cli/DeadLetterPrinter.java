package io.gradstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.report.FlowingTable;
import io.gradstream.report.FlowingTable.Column;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Prints dead letters: what the headers say of them, and with JSON their bytes in base 64. */
final class DeadLetterPrinter implements RecordPrinter {

  private static final int LONGEST = 1000;

  private final PrintWriter out;
  private final boolean json;
  private final FlowingTable table;

  DeadLetterPrinter(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
    table =
        new FlowingTable(
            out,
            List.of(
                Column.text("time (UTC)", TIME, TIME),
                Column.text("from", 16, LONGEST),
                Column.text("reason", 10, LONGEST),
                Column.text("message", 0, LONGEST)));
  }

  @Override
  public void header() {
    if (!json) {
      table.begin();
    }
  }

  @Override
  public void print(List<ConsumerRecord<byte[], byte[]>> records) {
    if (json) {
      records.forEach(record -> out.println(object(record)));
      out.flush();
    } else {
      table.print(records.stream().map(DeadLetterPrinter::cells).toList());
    }
  }

  private static List<String> cells(ConsumerRecord<byte[], byte[]> record) {
    return List.of(
        RecordPrinter.time(Long.parseLong(header(record, DeadLetterHeaders.TIMESTAMP))),
        "%s-%s@%s"
            .formatted(
                header(record, DeadLetterHeaders.TOPIC),
                header(record, DeadLetterHeaders.PARTITION),
                header(record, DeadLetterHeaders.OFFSET)),
        header(record, DeadLetterHeaders.REASON),
        header(record, DeadLetterHeaders.MESSAGE));
  }

  private static ObjectNode object(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Header header : record.headers()) {
      object.put(header.key(), text(header.value()));
    }
    object.put("key", base64(record.key()));
    object.put("value", base64(record.value()));
    return object;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return DeadLetterHeaders.text(record.headers(), name).orElse("-");
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
