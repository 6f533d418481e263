package io.gradstream.core.model;

import static io.gradstream.core.Oracle.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.core.Oracle;
import io.gradstream.core.state.State;
import org.junit.jupiter.api.Test;

class BatchNormTest {

  private static final JsonNode EXPECTED = Oracle.ALL.get("batch_norm");
  private static final int ROWS = 32;

  private final int units = EXPECTED.get("gamma").size();
  private final BatchNorm norm = new BatchNorm(new State().scope("test"), "norm", 0, units);

  BatchNormTest() {
    for (int unit = 0; unit < units; unit++) {
      norm.group().parameters().setWeight(0, unit, EXPECTED.get("beta").get(unit).asDouble());
      norm.group().parameters().setWeight(1, unit, EXPECTED.get("gamma").get(unit).asDouble());
    }
  }

  @Test
  void outputsGradientsAndRunningStatisticsAreTheReferences() {
    double[] z = flat(Oracle.ALL.get("X"));
    double[] y = new double[z.length];
    norm.forward(z, y, ROWS);
    assertAllClose(y, flat(EXPECTED.get("output")));

    double[] dy = flat(EXPECTED.get("upstream"));
    norm.backward(z, dy, ROWS);
    assertAllClose(dy, flat(EXPECTED.get("d_input")));
    for (int unit = 0; unit < units; unit++) {
      assertClose(gradient(0, unit), EXPECTED.get("d_beta").get(unit).asDouble());
      assertClose(gradient(1, unit), EXPECTED.get("d_gamma").get(unit).asDouble());
    }

    norm.stepped();
    for (int unit = 0; unit < units; unit++) {
      assertClose(norm.running(unit), EXPECTED.get("running_mean").get(unit).asDouble());
      assertClose(norm.running(units + unit), EXPECTED.get("running_var").get(unit).asDouble());
    }
  }

  @Test
  void statisticsOfADroppedStepAreForgotten() {
    double[] z = flat(Oracle.ALL.get("X"));
    norm.forward(z, new double[z.length], ROWS);
    assertThat(norm.running(0)).isZero();
    assertThat(norm.running(units)).isEqualTo(1);
  }

  @Test
  void aPredictionUsesTheRunningStatistics() {
    double[] z = {3, 3, 3, 3, 3, 3, 3};
    norm.predict(z);
    for (int unit = 0; unit < units; unit++) {
      double gamma = EXPECTED.get("gamma").get(unit).asDouble();
      double beta = EXPECTED.get("beta").get(unit).asDouble();
      assertClose(z[unit], gamma * 3 / Math.sqrt(1 + BatchNorm.EPSILON) + beta);
    }
  }

  @Test
  void aBatchOfOneIsNormalisedByTheRunningStatisticsAndLeavesThemAlone() {
    double[] alone = {3, -2, 1, 0, 5, 1, 1};
    double[] predicted = alone.clone();
    norm.predict(predicted);
    double[] y = new double[units];
    norm.forward(alone, y, 1);
    norm.stepped();
    assertAllClose(y, predicted);
    assertThat(norm.running(0)).isZero();
    assertThat(norm.running(units)).isEqualTo(1);
  }

  private double gradient(int row, int unit) {
    Gradient gradient = norm.group().gradient();
    for (int i = 0; i < gradient.size(); i++) {
      if (gradient.row(i) == row) {
        return gradient.values()[i * units + unit];
      }
    }
    throw new AssertionError("no row " + row);
  }

  private double[] flat(JsonNode rows) {
    double[] flat = new double[ROWS * units];
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(Oracle.numbers(rows.get(i)), 0, flat, i * units, units);
    }
    return flat;
  }

  private static void assertAllClose(double[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertClose(actual[i], expected[i]);
    }
  }
}
