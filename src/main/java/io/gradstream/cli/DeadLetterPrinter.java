package io.gradstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.client.DeadLetterHeaders;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Prints dead letters: what the headers say of them, and with JSON their bytes in base 64. */
record DeadLetterPrinter(PrintWriter out, boolean json) implements RecordPrinter {

  @Override
  public void header() {
    if (!json) {
      out.printf("%-24s %-24s %-18s %s%n", "time (UTC)", "from", "reason", "message");
    }
  }

  @Override
  public void print(ConsumerRecord<byte[], byte[]> record) {
    if (json) {
      out.println(object(record));
      return;
    }
    out.printf(
        "%-24s %-24s %-18s %s%n",
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
