package io.gradstream.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2013-01-01T05:15, 2013-01-01T05:15:00Z",
    "2013-01-01T05:15:30, 2013-01-01T05:15:30Z",
    "2013-01-01 05:15:30.125, 2013-01-01T05:15:30.125Z",
    "2013-01-01T05:15Z, 2013-01-01T05:15:00Z",
    "2013-01-01T05:15:00+01:00, 2013-01-01T04:15:00Z",
    "2013-01-01T05:15:00-0500, 2013-01-01T10:15:00Z",
    "2013-01-01 05:15:00+00:00, 2013-01-01T05:15:00Z",
    "2013-01-01, 2013-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999, 1969-12-31T23:59:59.999Z",
    "1357017300, 2013-01-01T05:15:00Z",
    "1357017300000, 2013-01-01T05:15:00Z",
    "0, 1970-01-01T00:00:00Z",
    "2013-01-01t05:15:00z, 2013-01-01T05:15:00Z",
    "2013-01-01T05:15:00.5-00:00, 2013-01-01T05:15:00.500Z",
    "'2013-01-01T05:15:00,25Z', 2013-01-01T05:15:00.250Z",
    "2013-01-01T05:15:00+01:00[Europe/Paris], 2013-01-01T04:15:00Z",
    "2013-12-31T24:00, 2014-01-01T00:00:00Z",
    "2013-01-31 24:00:00, 2013-02-01T00:00:00Z",
    "2013-01-31T24:00:00.000+02:00, 2013-01-31T22:00:00Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "2016-12-31T23:59:60.5Z, 2016-12-31T23:59:59.500Z",
    "1990-12-31T15:59:60-08:00, 1990-12-31T23:59:59Z",
    "2017-01-01 08:59:60+09:00, 2016-12-31T23:59:59Z",
    "1969-07-20T20:17:40Z, 1969-07-20T20:17:40Z",
    "0001-01-01, 0001-01-01T00:00:00Z",
    "-1, 1969-12-31T23:59:59Z"
  })
  void timesAreReadAsWritten(String text, Instant time) {
    assertThat(Instant.ofEpochMilli(PointInTime.ofText(text))).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "05:15", "2013-02-29", "2013-01-01T25:00", "01/02/2013", "13.5", "-"})
  void anythingElseIsRefusedWithWhatIsUnderstood(String text) {
    assertThatThrownBy(() -> PointInTime.ofText(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not a time such as 2013-01-31T05:15, 2013-01-31T05:15:00Z, 2013-01-31,"
                + " or milliseconds or seconds since the epoch");
  }

  @ParameterizedTest
  @CsvSource({
    "31.12.2024, ISO, 2024-12-31T00:00:00Z",
    "1.2.2024 5:06, ISO, 2024-02-01T05:06:00Z",
    "2024/12/31, DAY_FIRST, 2024-12-31T00:00:00Z",
    "12/31/2024, MONTH_FIRST, 2024-12-31T00:00:00Z",
    "01/02/2013, MONTH_FIRST, 2013-01-02T00:00:00Z",
    "01/02/2013, DAY_FIRST, 2013-02-01T00:00:00Z",
    "1/2/2013 1:05:30 PM, MONTH_FIRST, 2013-01-02T13:05:30Z",
    "1/2/2013 12:05 am, MONTH_FIRST, 2013-01-02T00:05:00Z",
    "2013-01-02T03:04, DAY_FIRST, 2013-01-02T03:04:00Z"
  })
  void otherFormsOfDatesAreReadInTheOrderThatIsSaid(String text, DateOrder order, Instant time) {
    assertThat(Instant.ofEpochMilli(PointInTime.ofText(text, order))).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "31/12/2024, MONTH_FIRST",
    "12/31/2024, DAY_FIRST",
    "30.2.2024, ISO",
    "1/2/2013 13:05 PM, MONTH_FIRST"
  })
  void datesThatAreNoneInThatOrderAreRefused(String text, DateOrder order) {
    assertThatThrownBy(() -> PointInTime.ofText(text, order))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofADateWithSlashesItIsSaidWhatToSay() {
    assertThat(PointInTime.advice("12/31/2024", DateOrder.ISO)).contains("dates");
    assertThat(PointInTime.advice("soon", DateOrder.ISO)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2013-01-01T24:01",
        "2013-01-01T24:00:01",
        "2013-01-01T23:60",
        "2013-02-29T24:00",
        "2013-01-01T05:15:60Z",
        "2013-01-30T23:59:60Z",
        "2013-01-31T23:59:60+01:00",
        "2013-01-31T23:59:61Z"
      })
  void whatIsNoTimeOfDayIsRefused(String text) {
    assertThatThrownBy(() -> PointInTime.ofText(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "20171222, 2017-12-22",
    "19991231, 1999-12-31",
    "201712221015, 2017-12-22T10:15:00",
    "20171222101530, 2017-12-22T10:15:30"
  })
  void theDigitsOfADateAreRefusedWithTheDate(long number, String date) {
    assertThatThrownBy(() -> PointInTime.ofNumber(number)).hasMessageContaining(date);
    assertThatThrownBy(() -> PointInTime.ofNumber((double) number)).hasMessageContaining(date);
    assertThatThrownBy(() -> PointInTime.ofText("" + number)).hasMessageContaining(date);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {20_170_229, 20_171_322, 18_991_231, 21_000_101, 2_017_122, 201_712_222_460L})
  void numbersWhoseDigitsAreNoDateAreTimes(long number) {
    assertThat(PointInTime.ofNumber(number)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "1357017300, 2013-01-01T05:15:00Z",
    "1357017300.0625, 2013-01-01T05:15:00.063Z",
    "1357017300000, 2013-01-01T05:15:00Z",
    "1357017300000.4, 2013-01-01T05:15:00Z",
    "-0.001, 1969-12-31T23:59:59.999Z"
  })
  void numbersWithFractionsAreSecondsOrMillisecondsToo(double number, Instant time) {
    assertThat(Instant.ofEpochMilli(PointInTime.ofNumber(number))).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, -253_402_300_800_000L, 253_402_300_800_000L, Long.MAX_VALUE})
  void numbersBeyondTheYear9999AreRefused(long number) {
    assertThatThrownBy(() -> PointInTime.ofNumber(number)).hasMessageStartingWith("beyond");
    assertThatThrownBy(() -> PointInTime.ofNumber((double) number))
        .hasMessageStartingWith("beyond");
    assertThatThrownBy(() -> PointInTime.ofText(number + "0")).hasMessageStartingWith("beyond");
  }

  @Test
  void microsecondsAreRefusedRatherThanTakenForMilliseconds() {
    assertThatThrownBy(() -> PointInTime.ofText("1357017300000000"))
        .hasMessageStartingWith("beyond the year 9999");
  }
}
