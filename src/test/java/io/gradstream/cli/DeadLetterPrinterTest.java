package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterPrinterTest {

  @Test
  void aHeaderWithoutValueIsNullInJson() {
    ConsumerRecord<byte[], byte[]> letter = letter("BAD_LABEL");
    letter.headers().add("trace", null);
    assertThat(print(letter, true))
        .isEqualToIgnoringNewLines(
            """
            {"gradstream.timestamp":"0","gradstream.reason":"BAD_LABEL","trace":null,\
            "key":null,"value":"AQI="}
            """);
  }

  @Test
  void aReasonWithoutValueIsADashInTheTable() {
    assertThat(print(letter(null), false))
        .matches("(?s)time \\(UTC\\) +from +reason +message\\s+1970-01-01 00:00 +---@- +- +-\\s+");
  }

  private static ConsumerRecord<byte[], byte[]> letter(@Nullable String reason) {
    ConsumerRecord<byte[], byte[]> letter =
        new ConsumerRecord<>("p.dead-letters", 0, 0, null, new byte[] {1, 2});
    letter.headers().add("gradstream.timestamp", bytes("0"));
    letter.headers().add("gradstream.reason", reason == null ? null : bytes(reason));
    return letter;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String print(ConsumerRecord<byte[], byte[]> letter, boolean json) {
    StringWriter out = new StringWriter();
    new DeadLetterPrinter(new PrintWriter(out, true), json).print(letter);
    return out.toString();
  }
}
