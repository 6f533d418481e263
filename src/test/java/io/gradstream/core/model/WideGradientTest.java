package io.gradstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WideGradientTest {

  @Test
  void moreRowsThanThereWasRoomForKeepWhatIsAddedToSingleParameters() {
    Gradient gradient = new Gradient(3);
    for (int row = 0; row < 500; row++) {
      gradient.add(row, 2, row);
    }
    assertThat(gradient.size()).isEqualTo(500);
    for (int row = 0; row < 500; row++) {
      assertThat(gradient.values()[3 * row + 2]).isEqualTo(row);
    }
  }
}
