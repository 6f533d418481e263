package io.gradstream.export;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand rows of the examples' data score the same in ONNX Runtime. */
class OnnxExportIT {

  private static final int LEARNED = 7_000;
  private static final int SCORED = 10_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logistic",
        "{mlp: {hidden: [12, 6], activation: gelu, batch-norm: true}}\noptimizer: {adam: {}, batch-size: 32}"
      })
  void tenThousandFlightsScoreTheSame(String model) throws IOException {
    String text = ExportedPipelines.late(LEARNED, model);
    ExportedRows.requireSame(text, ExportedPipelines.FLIGHTS, LEARNED, SCORED);
  }

  @Test
  void tenThousandFlightsAreOfTheSameClass() throws IOException {
    String text = ExportedPipelines.origin(LEARNED);
    ExportedRows.requireSame(text, ExportedPipelines.FLIGHTS, LEARNED, SCORED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "label-range: seen", "loss: poisson", "optimizer: coin"})
  void tenThousandHoursHaveTheSameBikes(String settings) throws IOException {
    String text = ExportedPipelines.rentals(LEARNED, "cnt", settings);
    ExportedRows.requireSame(text, ExportedPipelines.BIKES, LEARNED, SCORED);
  }

  @Test
  void tenThousandHoursOfTransformedLabelsHaveTheSameBikes() throws IOException {
    String text =
        ExportedPipelines.rentals(
            LEARNED, "{field: cnt, transform: log1p}", "label-scale: running");
    ExportedRows.requireSame(text, ExportedPipelines.BIKES, LEARNED, SCORED);
  }
}
