package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.metric.Metric;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network of 14, 16 and 1 units reaches on elec2 what such networks reach.
 *
 * <p>One pass at batch 1 depends on the start: over 24 starts a naive implementation has a mean
 * accuracy of .894 with a standard deviation of .008, from .882 to .909. Hence the mean of three.
 */
class MlpAcceptanceTest {

  private static final int SEEDS = 3;
  private static final double NO_CHANGE = 0.8533;

  @TempDir private Path folder;

  @Test
  void threeStartsReachTheFigureInTheMeanAndEachIsBetterThanTheLastLabel() throws IOException {
    double sum = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double accuracy = accuracy(seed);
      assertThat(accuracy).isGreaterThan(NO_CHANGE + 0.02);
      sum += accuracy;
    }
    assertThat(sum / SEEDS).isGreaterThanOrEqualTo(0.895);
  }

  private double accuracy(int seed) throws IOException {
    String text =
        Files.readString(Acceptance.ELEC2.pipeline())
            .replaceFirst("model: logistic", "model: {mlp: {hidden: [16], initializer: he}}")
            .replaceFirst("learning-rate: 0.01", "learning-rate: 0.05");
    Path file = Files.writeString(folder.resolve("mlp.yaml"), text + "\nseed: " + seed + "\n");
    FileEvaluation evaluation = new FileEvaluation(PipelineReader.read(file, Map.of()).learner());
    try (CsvRecords rows = CsvRecords.open(Acceptance.ELEC2.data(), "record")) {
      evaluation.run(rows, progress -> {});
    }
    return evaluation.evaluation().model(List.of(Metric.ACCURACY)).get(Metric.ACCURACY);
  }
}
