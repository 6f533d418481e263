package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingTest {

  private static final double GONE = Double.NaN;

  private static Standard standard(Missing missing) {
    return new Standard(List.of("x"), missing);
  }

  @Test
  void aNumberStandsInBeforeScalingAndIsCounted() {
    Rows rows = new Rows(standard(Missing.constant(8)));
    rows.numbers(4).observed();

    // 4 and 8: mean 6, deviation 2
    assertThat(rows.numbers(GONE).observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(rows.numbers(4).transformed()).isEqualTo(Map.of(1, -1.0));
  }

  /** As pandas' {@code ffill} before {@code StandardScaler}. */
  @Test
  void theLastValueSeenStandsInBeforeScalingAndIsCounted() {
    Rows rows = new Rows(standard(Missing.LAST));
    rows.numbers(1).taken();
    rows.numbers(4).taken();

    // 1, 4 and 4 again: mean 3, variance 2
    assertThat(rows.numbers(GONE).taken().get(1)).isCloseTo(1 / Math.sqrt(2), within(1e-15));
    assertThat(rows.numbers(3).transformed()).isEqualTo(Map.of(1, 0.0));
  }

  @Test
  void beforeAnyValueWasSeenTheMeanStandsInForTheLast() {
    Rows rows = new Rows(standard(Missing.LAST));

    assertThat(rows.numbers(GONE).taken()).isEqualTo(Map.of(1, 0.0));
    assertThat(rows.numbers(1).taken()).isEqualTo(Map.of(1, 0.0));
    assertThat(rows.numbers(3).taken()).isEqualTo(Map.of(1, 1.0)); // the first was not counted
  }

  @Test
  void theLastValueIsKnownWhileLearningIsStoppedAndToTheCheckpoint() {
    Rows rows = new Rows(standard(Missing.LAST));
    rows.numbers(1).taken();
    rows.numbers(3).taken();
    rows.keepCheckpoint();
    rows.numbers(5).remembered();

    // statistics of 1 and 3: mean 2, deviation 1
    assertThat(rows.numbers(GONE).transformed()).isEqualTo(Map.of(1, 3.0));
    assertThat(rows.numbers(GONE).transformedByCheckpoint()).isEqualTo(Map.of(1, 3.0));
  }

  @Test
  void aTwinsLastValueIsTheLaterOne() {
    Rows rows = new Rows(standard(Missing.LAST));
    rows.numbers(1).taken();
    Rows twin = new Rows(standard(Missing.LAST));
    twin.numbers(3).taken();

    rows.merge(twin);

    assertThat(rows.numbers(GONE).transformed()).isEqualTo(rows.numbers(3).transformed());
  }

  @Test
  void anIndicatorIsActiveOnlyWhereTheNumberIsMissing() {
    Standard rule = new Standard(List.of("a", "b"), Missing.MEAN.withIndicator());
    Rows rows = new Rows(rule);

    assertThat(rule.columns()).containsExactly("a", "b", "a missing", "b missing");
    assertThat(rows.numbers(5, 5).observed()).isEqualTo(Map.of(1, 0.0, 2, 0.0));
    assertThat(rows.numbers(5, GONE).observed()).isEqualTo(Map.of(1, 0.0, 2, 0.0, 4, 1.0));
    assertThat(rows.numbers(GONE, GONE).observed())
        .isEqualTo(Map.of(1, 0.0, 2, 0.0, 3, 1.0, 4, 1.0));
  }

  @Test
  void descriptionsOfOldSettingsAreWhatStoredStateSays() {
    assertThat(standard(Missing.MEAN).description()).isEqualTo("standard: [x], missing mean");
    assertThat(standard(Missing.ZERO).description()).isEqualTo("standard: [x], missing zero");
    assertThat(Missing.constant(-0.0)).isEqualTo(Missing.ZERO);
  }

  @Test
  void aNumberTooLargeToCountIsRefused() {
    assertThatThrownBy(() -> Missing.constant(1e151))
        .hasMessage(
            "missing must be mean, zero, last or a number from -1e150 to 1e150, was 1.0E151");
    assertThatThrownBy(() -> Missing.constant(Double.NaN)).hasMessageContaining("was NaN");
  }
}
