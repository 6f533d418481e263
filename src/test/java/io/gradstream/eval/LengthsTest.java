package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lengths of time are rounded up to such as people would choose. */
class LengthsTest {

  @Test
  void aLengthIsRoundedUpAndNeverDown() {
    assertThat(up(Duration.ZERO)).isEqualTo("1s");
    assertThat(up(Duration.ofMillis(1001))).isEqualTo("2s");
    assertThat(up(Duration.ofSeconds(31))).isEqualTo("1m");
    assertThat(up(Duration.ofMinutes(30))).isEqualTo("30m");
    assertThat(up(Duration.ofMinutes(31))).isEqualTo("1h");
    assertThat(up(Duration.ofHours(13))).isEqualTo("1d");
    assertThat(up(Duration.ofHours(25))).isEqualTo("36h");
    assertThat(up(Duration.ofDays(15))).isEqualTo("30d");
    assertThat(up(Duration.ofDays(366))).isEqualTo("730d");
  }

  private static String up(Duration length) {
    return Lengths.text(Lengths.up(length.toMillis()));
  }
}
