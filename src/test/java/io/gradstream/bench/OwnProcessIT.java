package io.gradstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OwnProcessIT {

  @Test
  void aContestantInAProcessOfItsOwnTellsWhatEachPassCost() throws IOException {
    try (OwnProcess sketch = new OwnProcess("sketch, adam", 2000)) {
      assertThat(sketch.pass().nanos()).isPositive();
      assertThat(sketch.pass().bytes()).isNotNegative();
    }
  }

  @Test
  void aProcessThatEndsIsNamed() throws IOException {
    try (OwnProcess unknown = new OwnProcess(SketchBenchmark.learner("no-such-rule"), 100)) {
      assertThatThrownBy(unknown::pass).hasMessageContaining("gradstream, no-such-rule");
    }
  }
}
