package io.gradstream.csv;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.AbstractBooleanAssert;

/** What is a number, by Java's own readers of numbers. */
class CellsPropertyTest {

  @Property
  void aWholeNumberIsWhatJavaReadsAsOne(@ForAll("cells") String cell) {
    assertWhole(cell);
  }

  @Property
  void aNumberIsWhatJavaReadsAsAFiniteOneOfDigitsSignsPointsAndExponentsAlone(
      @ForAll("cells") String cell) {
    assertNumber(cell);
  }

  @Example
  void limitsOfSizeAndLengthAreJavas() {
    for (String digits : new String[] {"9", "1", "0", "٩"}) {
      for (int length : new int[] {17, 18, 19, 20, 299, 300, 301, 308, 309, 310}) {
        for (String sign : new String[] {"", "-", "+", "+-"}) {
          assertWhole(sign + digits.repeat(length));
          assertNumber(sign + digits.repeat(length));
          assertNumber(sign + digits.repeat(length) + "e-9");
        }
      }
    }
    for (long edge : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertWhole(Long.toString(edge));
      assertWhole(edge + "0");
      assertWhole("-" + edge);
    }
    assertWhole("9223372036854775808");
    assertWhole("-9223372036854775809");
  }

  private static void assertWhole(String cell) {
    boolean wanted;
    try {
      Long.parseLong(cell.strip());
      wanted = true;
    } catch (NumberFormatException e) {
      wanted = false;
    }
    is(cell, Cells.isLong(cell)).isEqualTo(wanted);
  }

  private static void assertNumber(String cell) {
    boolean wanted;
    try {
      wanted =
          cell.strip().chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)
              && Double.isFinite(Double.parseDouble(cell.strip()));
    } catch (NumberFormatException e) {
      wanted = false;
    }
    is(cell, Cells.isNumber(cell)).isEqualTo(wanted);
  }

  private static AbstractBooleanAssert<?> is(String cell, boolean found) {
    return assertThat(found).as(cell);
  }

  @Provide
  Arbitrary<String> cells() {
    Arbitrary<String> near =
        Arbitraries.strings().withChars("0019+-.eE ٩x\u0000").ofMinLength(0).ofMaxLength(7);
    Arbitrary<String> numbers =
        Arbitraries.oneOf(
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.doubles().map(String::valueOf),
            Arbitraries.bigIntegers().map(String::valueOf));
    return Arbitraries.oneOf(near, near, numbers, Arbitraries.strings().ofMaxLength(5));
  }
}
