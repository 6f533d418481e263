package io.gradstream.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.client.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterLogTest {

  private final DeadLetterLog log = new DeadLetterLog();

  private void add(String reason, long offset, byte[] value) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("d", 0, offset, null, value);
    record.headers().add(DeadLetterHeaders.REASON, reason.getBytes(UTF_8));
    record.headers().add(DeadLetterHeaders.OFFSET, String.valueOf(offset).getBytes(UTF_8));
    log.add(record);
  }

  @Test
  void reasonsAreCountedAndTheNewestOfEachAreKept() {
    for (int i = 0; i < 10; i++) {
      add("FIELD_TYPE", i, ("{\"x\": " + i + "}").getBytes(UTF_8));
    }
    add("NO_LABEL", 10, new byte[0]);
    Snapshot.Dead dead = log.view(true, true);
    assertThat(dead.count()).isEqualTo(11);
    assertThat(dead.reasons())
        .extracting(Snapshot.Reason::reason)
        .containsExactly("FIELD_TYPE", "NO_LABEL");
    assertThat(dead.reasons().get(0).samples())
        .extracting(Snapshot.Sample::origin)
        .containsExactly("?-?@9", "?-?@8", "?-?@7");
    assertThat(dead.reasons().get(0).samples().get(0).value()).isEqualTo("{\"x\": 9}");
  }

  @Test
  void whereRecordsAreNotToBeSeenReasonsAre() {
    add("FIELD_TYPE", 1, "secret".getBytes(UTF_8));
    assertThat(log.view(true, false).toString()).contains("FIELD_TYPE").doesNotContain("secret");
  }

  @Test
  void whatIsNoTextIsShownAsBytes() {
    assertThat(DeadLetterLog.preview(new byte[] {0, 1, (byte) 0xff}))
        .isEqualTo("00 01 ff (3 bytes)");
    assertThat(DeadLetterLog.preview(null)).isEqualTo("null");
    assertThat(DeadLetterLog.preview("x".repeat(5000).getBytes(UTF_8)).length()).isLessThan(300);
  }

  @Test
  void manyReasonsHaveABound() {
    for (int i = 0; i < 100; i++) {
      add("R" + i, i, new byte[0]);
    }
    Snapshot.Dead dead = log.view(false, true);
    assertThat(dead.reasons()).hasSize(33);
    assertThat(dead.reasons().get(0).reason()).isEqualTo("others");
    assertThat(dead.all()).isFalse();
  }
}
