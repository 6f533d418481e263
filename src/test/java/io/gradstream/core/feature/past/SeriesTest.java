package io.gradstream.core.feature.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void whatIsOfEarlierLabelsIsNotCalledTheLabel() {
    Lag lag = new Lag(Series.label(), List.of(1, 7), Keying.overall(), RecalledScale.STANDARD);
    assertThat(lag.columns()).containsExactly("label lag 1", "label lag 7");
    assertThat(lag.source(1)).isEqualTo("earlier labels");
  }
}
