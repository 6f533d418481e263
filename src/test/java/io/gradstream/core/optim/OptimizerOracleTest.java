package io.gradstream.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.model.Gradient;
import io.gradstream.core.model.Parameters;
import io.gradstream.core.state.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer follows PyTorch's trajectory of logistic regression, step for step. */
class OptimizerOracleTest {

  private static final int MOST_MOMENTS = 3;
  private static final double RELATIVE = 1e-9;
  private static final JsonNode ORACLE = load();
  private static final Adam ADAM = new Adam(0.01, 0.9, 0.999, 1e-8);
  private static final Map<String, Optimizer> RULES =
      Map.of(
          "sgd(lr=0.05)", new Sgd(0.05),
          "momentum(lr=0.02,mu=0.9)", new Momentum(0.02, 0.9),
          "nesterov(lr=0.02,mu=0.9)", new Nesterov(0.02, 0.9),
          "adagrad(lr=0.1,eps=1e-10)", new Adagrad(0.1, 0, 1e-10),
          "adadelta(lr=1,rho=0.9,eps=1e-6)", new Adadelta(1, 0.9, 1e-6),
          "rmsprop(lr=0.01,alpha=0.9,eps=1e-8)", new RmsProp(0.01, 0.9, 1e-8),
          "adam(lr=0.01,b1=0.9,b2=0.999,eps=1e-8)", ADAM,
          "amsgrad(lr=0.01,b1=0.9,b2=0.999,eps=1e-8)", new AmsGrad(0.01, 0.9, 0.999, 1e-8),
          "adamw(lr=0.01,weight_decay=0.05)", new AdamW(ADAM, 0.05));

  private final Parameters parameters;
  private final LogLoss loss = new LogLoss();

  OptimizerOracleTest() {
    parameters =
        new Parameters(new State().scope("test"), "w", MOST_MOMENTS, 8, 1, Parameters.Start.ZEROS);
  }

  static Stream<Named<JsonNode>> runs() {
    return ORACLE
        .get("runs")
        .valueStream()
        .filter(run -> run.get("kind").asText().startsWith("logistic"))
        .map(run -> Named.of(run.get("optimizer").asText() + " batch " + run.get("batch"), run));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void parametersFollowTheReferenceStepForStep(JsonNode run) {
    String[] parts = run.get("optimizer").asText().split("\\+l2\\(|\\)$", -1);
    boolean penalised = run.get("optimizer").asText().contains("+l2(");
    Optimizer rule = RULES.get(penalised ? parts[0] : run.get("optimizer").asText());
    double l2 = penalised ? Double.parseDouble(parts[1]) : 0;
    JsonNode expected = run.get("parameters_after_step");
    int batch = run.get("batch").asInt();
    int rows = ORACLE.get("X").size();
    int checked = 0;
    long step = 0;
    for (int from = 0; from < rows; from += batch) {
      Gradient gradient = gradient(from, Math.min(rows, from + batch));
      double most = run.get("clip_norm").asDouble(Double.POSITIVE_INFINITY);
      gradient.scale(Math.min(1, most / (Math.sqrt(gradient.squares()) + 1e-6)));
      double[][] active = parameters.gather(gradient);
      addL2ToAll(active[0], gradient, l2);
      decayAll(active[0], gradient.size(), rule);
      rule.step(active, gradient.values(), gradient.size(), ++step, rule.learningRate());
      parameters.scatter(gradient.size());
      if (expected.has(Long.toString(step))) {
        check(expected.get(Long.toString(step)));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(expected.size());
  }

  /** PyTorch's run regularises the bias too. */
  private static void addL2ToAll(double[] weights, Gradient gradient, double l2) {
    for (int i = 0; i < gradient.size(); i++) {
      gradient.values()[i] += l2 * weights[i];
    }
  }

  /** PyTorch's run decays the bias too. */
  private static void decayAll(double[] weights, int size, Optimizer rule) {
    for (int i = 0; i < size; i++) {
      weights[i] *= 1 - rule.learningRate() * rule.weightDecay();
    }
  }

  private Gradient gradient(int from, int to) {
    Gradient gradient = new Gradient(1);
    double[] z = new double[1];
    for (int i = from; i < to; i++) {
      FeatureVector x = features(ORACLE.get("X").get(i));
      parameters.outputs(x, z);
      double label = ORACLE.get("binary").get(i).asDouble();
      gradient.add(x, new double[] {loss.gradient(z[0], loss.score(z[0]), label)});
    }
    gradient.scale(1.0 / (to - from));
    return gradient;
  }

  private void check(JsonNode expected) {
    JsonNode weights = expected.get(0);
    for (int i = 0; i < weights.size(); i++) {
      assertClose(parameters.weight(i + 1, 0), weights.get(i).asDouble());
    }
    assertClose(parameters.weight(FeatureVector.BIAS, 0), expected.get(1).get(0).asDouble());
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE * Math.max(1e-3, Math.abs(expected))));
  }

  private static FeatureVector features(JsonNode row) {
    FeatureVector x = new FeatureVector();
    for (int i = 0; i < row.size(); i++) {
      x.add(i + 1, row.get(i).asDouble());
    }
    return x;
  }

  private static JsonNode load() {
    try (InputStream in =
        OptimizerOracleTest.class.getResourceAsStream("/oracles/learning-core.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
