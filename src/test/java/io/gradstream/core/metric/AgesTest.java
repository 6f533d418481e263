package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgesTest {

  @Test
  void quantilesAreOfAllAgesWhateverTheirOrder() {
    Ages ages = new Ages();
    for (int i = 0; i < 200; i++) {
      ages.add((i * 77) % 200);
    }
    assertThat(ages.median()).isEqualTo(100);
    assertThat(ages.most()).isEqualTo(190);
    ages.add(-5);
    assertThat(ages.median()).isEqualTo(99);
  }

  @Test
  void withoutAnyThereIsNoQuantile() {
    assertThat(new Ages().isEmpty()).isTrue();
    assertThat(new Ages().median()).isNaN();
  }
}
