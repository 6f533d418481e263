package io.gradstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FeatureBenchmarkTest {

  @Test
  void everyPairOfRunsHasALineAndTheLastOneIsTheRatio() {
    StringWriter text = new StringWriter();

    new FeatureBenchmark(2_000, 100, new PrintWriter(text)).run(2);

    assertThat(text.toString().lines())
        .hasSize(6)
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("2,000 records a run"))
        .satisfies(lines -> assertThat(lines.get(2)).startsWith("warm-up"))
        .satisfies(lines -> assertThat(lines.get(4)).matches("2 .* MB, then .* MB"))
        .satisfies(lines -> assertThat(lines.get(5)).matches("ratio=\\d+\\.\\d\\d"));
  }
}
