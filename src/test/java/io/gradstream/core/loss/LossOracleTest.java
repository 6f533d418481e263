package io.gradstream.core.loss;

import static io.gradstream.core.Oracle.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.core.Oracle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and gradients are PyTorch's. */
class LossOracleTest {

  private static final JsonNode LOSSES = Oracle.ALL.get("losses");

  @ParameterizedTest
  @CsvSource({
    "squared, real_target, 2",
    "absolute, real_target, 1",
    "huber(delta=1), real_target, 1",
    "quantile(tau=0.9), real_target, 1",
    "log(binary), binary_target, 1",
    "'hinge(labels -1,+1)', binary_target, 1",
    "poisson(log link), poisson_target, 1"
  })
  void valuesAndGradientsFollowTheReference(String name, String targets, double scale) {
    ScalarLoss loss = loss(name);
    double[] z = Oracle.numbers(LOSSES.get("scores"));
    double[] labels = Oracle.numbers(LOSSES.get(targets));
    double[] values = Oracle.numbers(LOSSES.get("values").get(name));
    double[] gradients = Oracle.numbers(LOSSES.get("gradients").get(name));
    assertThat(z).hasSameSizeAs(labels).hasSameSizeAs(values).hasSizeGreaterThan(10);
    for (int i = 0; i < z.length; i++) {
      double label = labels[i] < 0 && name.startsWith("hinge") ? 0 : labels[i];
      assertClose(scale * loss.value(z[i], label), values[i]);
      assertClose(scale * loss.gradient(z[i], loss.score(z[i]), label), gradients[i]);
    }
  }

  private static ScalarLoss loss(String name) {
    return switch (name.replaceFirst("\\(.*", "")) {
      case "squared" -> new SquaredLoss();
      case "absolute" -> new AbsoluteLoss();
      case "huber" -> new HuberLoss(1);
      case "quantile" -> new QuantileLoss(0.9);
      case "log" -> new LogLoss();
      case "hinge" -> new HingeLoss();
      default -> new PoissonLoss();
    };
  }
}
