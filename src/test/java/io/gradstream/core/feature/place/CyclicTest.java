package io.gradstream.core.feature.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CyclicTest {

  /**
   * From pandas 1.5.3 and numpy:
   *
   * <pre>
   * t = pd.Timestamp(ms, unit='ms', tz='UTC').tz_convert(zone)
   * f = (t.hour*3600000 + t.minute*60000 + t.second*1000 + t.microsecond//1000) / 86400000
   * w = (t.dayofweek + f) / 7
   * y = (t.dayofyear - 1 + f) / (366 if t.is_leap_year else 365)
   * m = (t.month - 1) / 12
   * [g(2*np.pi*q) for q in (f, w, y, m) for g in (np.sin, np.cos)]
   * </pre>
   */
  @ParameterizedTest
  @CsvSource({
    "America/New_York, 1357017300123, 0.06541205488841298 0.997858338179962 0.7876276264592554"
        + " 0.6161515414556388 0.00017933915455155361 0.9999999839187336 0.0 1.0",
    "UTC, 1357017300123, 0.980787025410329 0.1950815490679698 0.8884462224791012"
        + " 0.45898072918436916 0.0037656232396343927 0.9999929100156746 0.0 1.0",
    "America/New_York, 1383458400000, 0.2588190451025208 0.9659258262890684 -0.7579717231454528"
        + " 0.6522874112781214 -0.8494388219438892 0.5276871116244716 -0.8660254037844385 0.5",
    "Europe/Berlin, 1709210096789, -0.40253294403051715 -0.9154054997486766 -0.05914862596799013"
        + " -0.9982491873505829 0.8534547964648104 0.5211668738429266 0.4999999999999999"
        + " 0.8660254037844386",
    "Asia/Kolkata, -123456789, -0.9505335559618452 0.3106218907136617 0.9989822189745594"
        + " -0.045105722172090044 -0.02065095497096618 0.9997867462908215 -0.5000000000000003"
        + " 0.8660254037844383"
  })
  void placesOnTheCirclesAreThoseOfPandas(String zone, long time, String expected) {
    Cyclic rule = new Cyclic(Optional.of("t"), List.of(Cycle.values()), ZoneId.of(zone));
    Map<Integer, Double> encoded = encoded(rule, time, 0);

    double[] values = Arrays.stream(expected.split(" ")).mapToDouble(Double::valueOf).toArray();
    assertThat(encoded).hasSize(values.length);
    for (int i = 0; i < values.length; i++) {
      assertThat(encoded.get(1 + i)).isCloseTo(values[i], within(1e-12));
    }
  }

  @Test
  void theHourThatComesTwiceIsTheSamePlaceAndTheOneThatIsLeftOutHasNone() {
    Cyclic rule =
        new Cyclic(Optional.of("t"), List.of(Cycle.HOUR_OF_DAY), ZoneId.of("America/New_York"));

    assertThat(encoded(rule, millis("2013-11-03T05:30:00Z"), 0))
        .isEqualTo(encoded(rule, millis("2013-11-03T06:30:00Z"), 0));
    assertThat(encoded(rule, millis("2013-03-10T06:59:59.999Z"), 0).get(2))
        .isCloseTo(StrictMath.cos(2 * Math.PI * 2 / 24), within(1e-7)); // 01:59:59.999
    assertThat(encoded(rule, millis("2013-03-10T07:00:00Z"), 0).get(2))
        .isCloseTo(StrictMath.cos(2 * Math.PI * 3 / 24), within(1e-12)); // 03:00
  }

  @Test
  void withoutAFieldTheRecordsOwnTimeIsRead() {
    Cyclic own = new Cyclic(Optional.empty(), List.of(Cycle.HOUR_OF_DAY), ZoneId.of("UTC"));
    long six = millis("2013-01-01T06:00:00Z");

    assertThat(encoded(own, Row.NO_INSTANT, six).get(1)).isCloseTo(1, within(1e-15));
    assertThat(own.instants()).isEmpty();
  }

  @Test
  void aMissingTimeIsTheCircleSCentre() {
    Cyclic rule = new Cyclic(Optional.of("t"), List.of(Cycle.MONTH), ZoneId.of("UTC"));

    assertThat(encoded(rule, Row.NO_INSTANT, 5)).isEqualTo(Map.of(1, 0.0, 2, 0.0));
  }

  @Test
  void timesBeyondAllCalendarsAreEncodedToo() {
    Cyclic rule =
        new Cyclic(Optional.of("t"), List.of(Cycle.values()), ZoneId.of("America/New_York"));

    assertThat(encoded(rule, Long.MAX_VALUE, 0).values()).allMatch(Double::isFinite);
    assertThat(encoded(rule, Long.MIN_VALUE + 1, 0).values()).allMatch(Double::isFinite);
  }

  @Test
  void columnsAreNamedByFieldAndPeriod() {
    assertThat(new Cyclic(Optional.of("t"), List.of(Cycle.values()), ZoneId.of("UTC")).columns())
        .containsExactly(
            "t hour sin",
            "t hour cos",
            "t weekday sin",
            "t weekday cos",
            "t day of year sin",
            "t day of year cos",
            "t month sin",
            "t month cos");
    assertThat(new Cyclic(Optional.empty(), List.of(Cycle.HOUR_OF_DAY), ZoneId.of("UTC")).columns())
        .containsExactly("hour sin", "hour cos");
  }

  private static long millis(String text) {
    return Instant.parse(text).toEpochMilli();
  }

  private static Map<Integer, Double> encoded(Cyclic rule, long instant, long own) {
    Rows rows = new Rows(rule);
    rows.row.setTime(own);
    if (rule.field().isPresent()) {
      rows.row.setInstant(0, instant);
    }
    return rows.observed();
  }
}
