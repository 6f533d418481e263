package io.gradstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateShapeTest {

  @Test
  void everyModelIsCalledOnTheCommandLineAsItsTitleSays() {
    assertThat(
            Stream.of(
                    StateShape.sparse(1000, "sgd"),
                    StateShape.sparse(1000, "adam"),
                    StateShape.sparse(1000, ""),
                    StateShape.dense(1000, "momentum"))
                .map(StateShape::name))
        .containsExactlyElementsOf(StateBenchmark.MODELS);
  }
}
