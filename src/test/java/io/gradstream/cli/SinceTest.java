package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {

  private static final long NEWEST = Instant.parse("2013-12-31T12:00:00Z").toEpochMilli();

  @Test
  void aDurationIsBeforeTheNewestWindowWheneverThatWas() {
    assertThat(Since.of("P7D").from(OptionalLong.of(NEWEST)))
        .isEqualTo(Instant.parse("2013-12-24T12:00:00Z").toEpochMilli());
    assertThat(Since.of("PT24H").from(OptionalLong.empty())).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aTimeIsThatTime() {
    assertThat(Since.of("2013-03-01T00:00:00Z").from(OptionalLong.of(NEWEST)))
        .isEqualTo(Instant.parse("2013-03-01T00:00:00Z").toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "P", "2013-03-01", ""})
  void whatIsNeitherIsRefusedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> Since.of(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--since is '" + text + "'")
        .hasMessageContaining("PT24H");
  }
}
