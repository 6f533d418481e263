package io.gradstream.core.model;

import static io.gradstream.core.Oracle.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.core.Oracle;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.optim.Adadelta;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.AdamW;
import io.gradstream.core.optim.AmsGrad;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.optim.Momentum;
import io.gradstream.core.optim.Nesterov;
import io.gradstream.core.optim.RmsProp;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model under every optimizer follows PyTorch's trajectory, step for step. */
class TrainingOracleTest {

  private static final int MOST_MOMENTS = 3;
  private static final Adam ADAM = new Adam(0.01, 0.9, 0.999, 1e-8);
  private static final Map<String, GradientOptimizer> RULES =
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

  static Stream<Named<JsonNode>> runs() {
    return Oracle.ALL
        .get("runs")
        .valueStream()
        .map(
            run ->
                Named.of(
                    "%s, %s, batch %s"
                        .formatted(
                            run.get("kind").asText(),
                            run.get("optimizer").asText(),
                            run.get("batch")),
                    run));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void parametersAndLossesFollowTheReferenceStepForStep(JsonNode run) {
    String kind = run.get("kind").asText();
    GradientModel model = model(kind);
    load(model, run.get("start"));
    JsonNode expected = run.get("parameters_after_step");
    JsonNode losses = run.get("first_losses");
    int batch = run.get("batch").asInt();
    int rows = Oracle.ALL.get("X").size();
    int step = 0;
    int checked = 0;
    double lossOfStep = Double.NaN;
    for (int from = 0; from < rows; from += batch) {
      Batch examples = batch(kind, from, Math.min(rows, from + batch));
      lossOfStep = meanLoss(model, examples, loss(kind));
      if (step < losses.size()) {
        assertClose(lossOfStep, losses.get(step).asDouble());
      }
      step(model, examples, run, ++step);
      if (expected.has(Integer.toString(step))) {
        check(model, expected.get(Integer.toString(step)));
        checked++;
      }
    }
    assertThat(checked).isEqualTo(expected.size());
    assertClose(lossOfStep, run.get("last_loss").asDouble());
  }

  /** As the trainer, but that PyTorch's runs regularise and decay biases too. */
  private static void step(GradientModel model, Batch examples, JsonNode run, int step) {
    String[] parts = run.get("optimizer").asText().split("\\+l2\\(|\\)$", -1);
    boolean penalised = run.get("optimizer").asText().contains("+l2(");
    GradientOptimizer rule = RULES.get(penalised ? parts[0] : run.get("optimizer").asText());
    double l2 = penalised ? Double.parseDouble(parts[1]) : 0;
    double most = run.get("clip_norm").asDouble(Double.POSITIVE_INFINITY);
    assertThat(model.gradients(examples, loss(run.get("kind").asText()), step)).isTrue();
    double squares = model.groups().stream().mapToDouble(g -> g.gradient().squares()).sum();
    for (ParameterGroup group : model.groups()) {
      Gradient gradient = group.gradient();
      gradient.scale(Math.min(1, most / (Math.sqrt(squares) + 1e-6)));
      double[][] active = group.parameters().active().gather(gradient);
      for (int i = 0; i < gradient.length(); i++) {
        gradient.values()[i] += l2 * active[0][i];
        active[0][i] *= 1 - rule.learningRate() * rule.weightDecay();
      }
      rule.step(active, gradient.values(), gradient.length(), step, rule.learningRate());
      assertThat(group.parameters().active().areFinite(gradient.size())).isTrue();
      group.write();
    }
    model.stepped();
  }

  private static GradientModel model(String kind) {
    int inputs = Oracle.ALL.get("X").get(0).size();
    int outputs = kind.contains("softmax") ? 3 : 1;
    ModelShape shape = new ModelShape(inputs + 1, inputs, outputs, MOST_MOMENTS, new Randomness(1));
    ModelRule rule = new LinearRule("any");
    if (kind.startsWith("mlp")) {
      String name = kind.replaceFirst("mlp 7-6-5-3 (\\w+),.*", "$1").toUpperCase(Locale.ROOT);
      rule = MlpRule.of(List.of(6, 5), Activation.valueOf(name), new Initializer.Xavier());
    }
    return rule.create(new State().scope("test"), shape);
  }

  private static Loss loss(String kind) {
    if (kind.contains("softmax")) {
      return new SoftmaxCrossEntropy();
    }
    return kind.startsWith("linear") ? new SquaredLoss() : new LogLoss();
  }

  /** The reference's squared error is twice ours, hence the weight. */
  private static Batch batch(String kind, int from, int to) {
    String labels =
        kind.contains("softmax") ? "classes" : kind.startsWith("linear") ? "target" : "binary";
    Batch batch = new Batch();
    for (int i = from; i < to; i++) {
      double label = Oracle.ALL.get(labels).get(i).asDouble();
      double[] x = Oracle.numbers(Oracle.ALL.get("X").get(i));
      batch.add(x, label, kind.startsWith("linear") ? 2 : 1);
    }
    return batch;
  }

  private static double meanLoss(GradientModel model, Batch batch, Loss loss) {
    FeatureVector x = new FeatureVector();
    double[] z = new double[model.outputs()];
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      batch.features(i, x);
      model.outputs(x, z);
      sum += batch.weight(i) * loss.value(z, batch.label(i));
    }
    return sum / batch.size();
  }

  private static void load(GradientModel model, JsonNode start) {
    for (int g = 0; g < model.groups().size() && start != null; g++) {
      Parameters parameters = model.groups().get(g).parameters();
      for (int row = 0; row < parameters.rows(); row++) {
        for (int unit = 0; unit < parameters.width(); unit++) {
          parameters.setWeight(row, unit, at(start, g, row, unit));
        }
      }
    }
  }

  private static void check(GradientModel model, JsonNode expected) {
    for (int g = 0; g < model.groups().size(); g++) {
      Parameters parameters = model.groups().get(g).parameters();
      for (int row = 0; row < parameters.rows(); row++) {
        for (int unit = 0; unit < parameters.width(); unit++) {
          assertClose(parameters.weight(row, unit), at(expected, g, row, unit));
        }
      }
    }
  }

  /** Arrays alternate: weights by unit and input (or by input, for one unit), then biases. */
  private static double at(JsonNode arrays, int group, int row, int unit) {
    JsonNode weights = arrays.get(2 * group);
    if (row == 0) {
      return arrays.get(2 * group + 1).get(unit).asDouble();
    }
    return weights.get(0).isArray()
        ? weights.get(unit).get(row - 1).asDouble()
        : weights.get(row - 1).asDouble();
  }
}
