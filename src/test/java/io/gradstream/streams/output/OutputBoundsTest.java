package io.gradstream.streams.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class OutputBoundsTest {

  private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final long WEEK = Duration.ofDays(7).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MARGIN = Duration.ofMinutes(10).toMillis();

  private final OutputBounds bounds =
      new OutputBounds(1000, WEEK, HOUR, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  @Test
  void aTimeWellInsideTheLimitsIsKept() {
    assertThat(bounds.clamp(NOW - WEEK / 2)).isEqualTo(NOW - WEEK / 2);
    assertThat(bounds.clamp(NOW + HOUR / 2)).isEqualTo(NOW + HOUR / 2);
  }

  @Test
  void aTimeOutsideIsMovedInsideWithAMarginForTheTimeOnTheWay() {
    assertThat(bounds.clamp(0)).isEqualTo(NOW - WEEK + MARGIN);
    assertThat(bounds.clamp(Long.MAX_VALUE)).isEqualTo(NOW + HOUR - MARGIN);
  }

  @Test
  void topicsWithoutLimitsTakeAnyTime() {
    OutputBounds open = OutputBounds.ofBytes(1000);
    assertThat(open.clamp(0)).isZero();
    assertThat(open.clamp(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void keyHeadersAndFramingCountTowardsTheSize() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[200]);
    assertThat(bounds.fits(new Record<>(new byte[300], null, 0, headers), 200)).isTrue();
    assertThat(bounds.fits(new Record<>(new byte[300], null, 0, headers), 300)).isFalse();
  }
}
