package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.Task;
import io.gradstream.csv.CsvException;
import io.gradstream.eval.ColumnUse.Kind;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a column, by its looks. */
class ColumnUseTest {

  private static final int ROWS = 600;

  private final Random random = new Random(4);

  @Test
  void aColumnOfAnAucOfPoint9IsKeptAndOneOfPoint99IsALeak() {
    Sample sample = new Sample();
    for (int i = 0; i < ROWS; i++) {
      int y = i % 2;
      sample.add(
          Map.of(
              "y", "" + y,
              "good", "" + (2 * y + random.nextGaussian()),
              "leak", "" + (6 * y + random.nextGaussian())));
    }
    Map<String, ColumnUse> uses = ColumnUse.of(sample, Optional.of("y"));

    assertThat(uses).extractingByKey("good").extracting(ColumnUse::kind).isEqualTo(Kind.NUMBER);
    assertThat(uses).extractingByKey("leak").extracting(ColumnUse::kind).isEqualTo(Kind.LEFT_OUT);
    assertThat(uses.get("leak").note()).startsWith("leak? it alone tells the label (AUC");
  }

  @Test
  void textsOfSeveralWordsAreWordsAndThoseOfFewValuesCategories() {
    assertThat(kind("t", i -> "please cancel order " + i)).isEqualTo(Kind.TEXT);
    assertThat(kind("t", i -> List.of("a new one", "an old one", "not at all").get(i % 3)))
        .isEqualTo(Kind.CATEGORY);
    assertThat(kind("mail", i -> "user" + i + "@example" + i % 9 + ".org")).isEqualTo(Kind.TEXT);
  }

  @Test
  void manyValuesAreHashedAndThoseThatNeverComeAgainLeftOut() {
    assertThat(kind("user", i -> "u" + i % 250)).isEqualTo(Kind.MANY);
    assertThat(kind("city", i -> "c" + i % 40)).isEqualTo(Kind.CATEGORY);
    assertThat(kind("id", i -> "k" + i)).isEqualTo(Kind.LEFT_OUT);
    assertThat(kind("uuid", i -> new java.util.UUID(random.nextLong(), i).toString()))
        .isEqualTo(Kind.LEFT_OUT);
  }

  @ParameterizedTest
  @CsvSource({
    "item_id, MANY",
    "itemId, MANY",
    "zip, MANY",
    "postcode, MANY",
    "paid, NUMBER",
    "width, NUMBER"
  })
  void wholeNumbersThatAreCalledIdsAreCategories(String name, Kind kind) {
    assertThat(kind(name, i -> "" + (10_000 + 37 * (i % 250)))).isEqualTo(kind);
  }

  @Test
  void wholeNumbersOfWhichEachTellsMoreThanTheirOrderAreCategories() {
    double[] effect = random.doubles(100).toArray();
    Sample sample = new Sample();
    for (int i = 0; i < 3000; i++) {
      int code = random.nextInt(100);
      sample.add(
          Map.of(
              "code", "" + (500 + 7 * code),
              "amount", "" + (500 + 7 * (int) (100 * effect[code])),
              "y", "" + effect[code]));
    }
    Map<String, ColumnUse> uses = ColumnUse.of(sample, Optional.of("y"));

    assertThat(uses).extractingByKey("code").isEqualTo(new ColumnUse(Kind.CATEGORY, ""));
  }

  @Test
  void codesWithLeadingZerosAreCategories() {
    assertThat(kind("plz", i -> "0%04d".formatted(1000 + i % 100))).isEqualTo(Kind.CATEGORY);
    assertThat(kind("size", i -> i % 2 == 0 ? "007" : "8")).isEqualTo(Kind.CATEGORY);
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd, ISO",
    "MM/dd/yyyy, MONTH_FIRST",
    "M/d/yyyy, MONTH_FIRST",
    "dd/MM/yyyy, DAY_FIRST",
    "dd.MM.yyyy, ISO",
    "d.M.yyyy, ISO",
    "yyyy/MM/dd, ISO"
  })
  void datesInCommonFormsAreTimes(String pattern, DateOrder order) {
    DateTimeFormatter form = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    SampleColumn column =
        column("day", i -> LocalDate.of(2024, 1, 1).plusDays(i / 20).format(form));

    assertThat(column.type()).isEqualTo(SampleColumn.Type.TIME);
    assertThat(column.dateOrder()).isEqualTo(order);
    assertThat(Circles.of(column)).containsExactly("day-of-week"); // 30 days
  }

  @ParameterizedTest
  @CsvSource({
    "ts, 1700000000000, 900000, TIME",
    "n, 1700000000000, 900000, TIME",
    "created_at, 1700000000, 900, TIME",
    "n, 1700000000, 900, TIME",
    "n, 1700000000, 0, WHOLE",
    "n, 170000, 900, WHOLE",
    "phone, 1900000000, -1234567, WHOLE"
  })
  void countsSinceTheEpochAreTimes(String name, long first, long step, SampleColumn.Type type) {
    SampleColumn column = column(name, i -> "" + (first + step * i));

    assertThat(column.type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "1, ''",
    "3, hour-of-day",
    "14, 'hour-of-day, day-of-week'",
    "400, 'hour-of-day, day-of-week'",
    "730, 'hour-of-day, day-of-week, day-of-year'"
  })
  void circlesAreThoseThatTheDataGoThroughSeveralTimes(int days, String circles) {
    SampleColumn column =
        column("at", i -> "" + (1_600_000_000_000L + i * days * 86_400_000L / ROWS));

    assertThat(String.join(", ", Circles.of(column))).isEqualTo(circles);
  }

  @Test
  void aLabelOfOneValueIsRefusedWithAdvice() {
    assertThatThrownBy(() -> LabelCheck.of(column("y", i -> "1")).require())
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("label 'y': it has one value only, '1'")
        .hasMessageContaining("name another column");
  }

  @Test
  void aLabelThatIsAnIdIsRefusedWithAdvice() {
    assertThat(LabelCheck.of(column("y", i -> "o" + i)).problem().orElse(""))
        .contains("600 different values in 600 rows, as an id has", "name the column");
    assertThat(LabelCheck.of(column("order_id", i -> "" + i)).problem()).isPresent();
    assertThat(LabelCheck.of(column("price", i -> "" + (i + 1) * 31)).problem()).isEmpty();
    assertThat(LabelCheck.of(column("kind", i -> "k" + i % 20)).problem()).isEmpty();
  }

  @Test
  void theBalanceOfALabelIsTold() {
    LabelCheck rare = LabelCheck.of(column("y", i -> i % 50 == 0 ? "1" : "0"));

    assertThat(rare.balance()).isEqualTo("one of two classes: 0 98.0 %, 1 2.0 %");
    assertThat(rare.isRare()).isTrue();
    assertThat(LabelCheck.of(column("y", i -> "" + i % 2)).isRare()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "species, 3, MULTICLASS",
    "target, 3, MULTICLASS",
    "rooms, 3, REGRESSION",
    "target, 200, REGRESSION"
  })
  void numbersThatCountThroughClassesAreClasses(String name, int values, Task task) {
    assertThat(LabelGuess.of(column(name, i -> "" + i % values)).task()).isEqualTo(task);
  }

  @Test
  void yesIsThePositiveClassHoweverManySayIt() {
    assertThat(LabelGuess.of(column("y", i -> i % 3 == 0 ? "No" : "Yes")).positive())
        .contains("Yes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "17%|percent, such as '17%'",
        "$1.00|amounts with a currency, such as '$1.00'",
        "12 EUR|amounts with a currency",
        "1,814,466|numbers with commas between thousands",
        "18,37|numbers with a decimal comma, such as '18,37': --decimal , reads them",
        "T|yes and no"
      })
  void numbersInOtherFormsAreNamed(String cell, String sentence) {
    Sample sample = new Sample();
    sample.add(Map.of("x", cell));

    assertThat(new ProfileReport(sample, Optional.empty()).text()).contains("  x: " + sentence);
  }

  @Test
  void theCellsThatAreNoNumbersAreNamed() {
    Sample sample = new Sample();
    for (int i = 0; i < 28; i++) {
      sample.add(Map.of("temp", i % 14 == 3 ? "n.b." : "" + i));
    }

    assertThat(new ProfileReport(sample, Optional.empty()).text())
        .contains("  temp: 26 of 28 cells are numbers, others: 'n.b.'");
  }

  @Test
  void whatControlsATerminalIsNotPrinted() {
    Sample sample = new Sample();
    sample.add(Map.of("c\u001b[2J", "\u001b[31mred\nnext"));

    assertThat(new ProfileReport(sample, Optional.empty()).text())
        .doesNotContain("\u001b")
        .contains("red\\u000anext");
  }

  private static Kind kind(String name, IntFunction<String> cell) {
    Sample sample = new Sample();
    for (int i = 0; i < ROWS; i++) {
      sample.add(Map.of(name, cell.apply(i)));
    }
    return ColumnUse.of(sample, Optional.empty()).values().iterator().next().kind();
  }

  private static SampleColumn column(String name, IntFunction<String> cell) {
    Sample sample = new Sample();
    for (int i = 0; i < ROWS; i++) {
      sample.add(Map.of(name, cell.apply(i)));
    }
    return sample.require(name);
  }
}
