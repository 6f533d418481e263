package io.gradstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Prints dead letters: what the headers say of them, and with JSON their bytes in base 64. */
record DeadLetters(PrintWriter out, boolean json) implements RecordPrinter {

  private static final String PREFIX = "gradstream.";

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
        RecordPrinter.time(Long.parseLong(header(record, "timestamp"))),
        "%s-%s@%s"
            .formatted(
                header(record, "topic"), header(record, "partition"), header(record, "offset")),
        header(record, "reason"),
        header(record, "message"));
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
    Header header = record.headers().lastHeader(PREFIX + name);
    String text = header == null ? null : text(header.value());
    return text == null ? "-" : text;
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static @Nullable String base64(byte @Nullable [] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }
}
