package io.gradstream.core.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {

  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("n"), List.of("a", "b"), LabelRule.binary("y"));

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -7, 10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
  void aWholeNumberIsTheCategoryOfItsDigits(long value) {
    assertThat(category(row -> row.setCategory(0, value))).isEqualTo(categoryOf("" + value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 7, -7, 1e15, 4503599627370497.0})
  void aDoubleWithoutFractionIsTheCategoryOfTheWholeNumber(double value) {
    assertThat(category(row -> row.setCategory(0, value)))
        .isEqualTo(category(row -> row.setCategory(0, (long) value)));
  }

  @Test
  void sevenIsOneCategoryInEveryType() {
    int seven = 7;

    assertThat(category(row -> row.setCategory(0, (long) seven)))
        .isEqualTo(category(row -> row.setCategory(0, 7L)))
        .isEqualTo(category(row -> row.setCategory(0, 7.0)))
        .isEqualTo(categoryOf("7"));
  }

  @Test
  void aFractionIsItsOwnCategory() {
    assertThat(category(row -> row.setCategory(0, 7.5))).isEqualTo(categoryOf("7.5"));
  }

  @Test
  void theSameTextInAnotherFieldIsAnotherCategory() {
    Row row = new Row(LAYOUT);
    row.setCategory(0, 7);
    row.setCategory(1, 7);

    assertThat(row.category(0)).isNotEqualTo(row.category(1));
  }

  @Test
  void theTextOfACategoryIsKeptForPeople() {
    Row row = new Row(LAYOUT);
    row.setCategory(0, -120);
    row.setCategory(1, "xLaGuardia".getBytes(UTF_8), 1, 9);

    assertThat(row.categoryText(0, 64)).asString(UTF_8).isEqualTo("-120");
    assertThat(row.categoryText(1, 64)).asString(UTF_8).isEqualTo("LaGuardia");
  }

  @Test
  void clearingMakesEverythingMissing() {
    Row row = new Row(LAYOUT);
    row.setNumber(0, 1);
    row.setCategory(0, 7);
    row.setLabel(1);

    row.clear();

    assertThat(row.number(0)).isNaN();
    assertThat(row.category(0)).isEqualTo(Row.MISSING);
    assertThat(row.hasLabel()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNonFiniteNumberIsMissing(double value) {
    Row row = new Row(LAYOUT);
    row.setNumber(0, value);

    assertThat(row.number(0)).isNaN();
  }

  private static long category(Consumer<Row> set) {
    Row row = new Row(LAYOUT);
    set.accept(row);
    return row.category(0);
  }

  private static long categoryOf(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return category(row -> row.setCategory(0, bytes, 0, bytes.length));
  }
}
