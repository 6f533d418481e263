package io.gradstream.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

  @ParameterizedTest
  @CsvSource({
    ">= 15, 15, true", ">= 15, 14.9, false", "> 15, 15, false", "> 15, 15.1, true",
    "<= -2.5, -2.5, true", "<= -2.5, -2, false", "< 1e3, 1000, false", "<1e3, 999, true"
  })
  void aNumberIsComparedAsItIsWritten(String text, double value, boolean holds) {
    assertThat(Threshold.parse(text).holds(value)).isEqualTo(holds);
    LabelRule rule = LabelRule.threshold("arr_delay", Threshold.parse(text));
    assertThat(rule.ofNumber(value)).isEqualTo(holds ? 1 : 0);
    assertThat(rule.task()).isEqualTo(Task.BINARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "= 15", "=> 15", ">= fifteen", ">= ", ">= NaN"})
  void anythingElseIsNoComparison(String text) {
    assertThatThrownBy(() -> Threshold.parse(text)).hasMessageContaining("such as '>= 15'");
  }

  @Test
  void onlyNumbersCanBeCompared() {
    LabelRule rule = LabelRule.threshold("arr_delay", Threshold.parse(">= 15"));
    byte[] text = "20".getBytes(StandardCharsets.UTF_8);
    assertThat(rule.ofText(text, 0, text.length)).isEqualTo(LabelRule.INVALID);
    assertThat(rule.ofBoolean(true)).isEqualTo(LabelRule.INVALID);
    assertThat(rule.ofNumber(Double.NaN)).isEqualTo(LabelRule.INVALID);
    assertThat(rule.allowed()).isEqualTo("a finite number, or null for none");
    assertThat(rule.description()).isEqualTo("arr_delay >= 15");
  }
}
