package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.model.ModelRule;
import io.gradstream.core.optim.Sgd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients that vanish or explode, and units that die, are seen and said once a window. */
class DiagnosticsTest {

  private static final int WINDOW = 100;
  private static final LearnerRule LOGISTIC = Streams.rule(new Sgd(0.1), 1, WINDOW);

  private final List<Decision> decisions = new ArrayList<>();

  @Test
  void eachLayerIsReported() {
    List<WindowReport> reports = run(network(2, Activation.TANH, new Initializer.Xavier()), 0, 300);

    assertThat(reports).hasSize(3);
    List<LayerReport> layers = reports.get(2).layers();
    assertThat(layers)
        .extracting(LayerReport::layer)
        .containsExactly("layer 1", "layer 2", "layer 3");
    assertThat(layers)
        .allSatisfy(
            layer -> {
              assertThat(layer.gradientNorm()).isPositive();
              assertThat(layer.weightNorm()).isPositive();
              assertThat(layer.updateRatio()).isBetween(1e-6, 1.0);
              assertThat(layer.deadUnits()).isNaN();
            });
    assertThat(decisions).isEmpty();
  }

  @Test
  void aLinearModelHasOneLayerWhoseGradientIsTheWindows() {
    WindowReport report = run(Streams.rule(new Sgd(0.1), 20, WINDOW), 0, 200).get(0);

    LayerReport weights = report.layers().get(0);
    assertThat(report.layers()).hasSize(1);
    assertThat(weights.gradientNorm()).isCloseTo(report.gradientNorm(), within(1e-12));
  }

  @Test
  void aGradientThatVanishesInDeepLayersIsSaidOnceAWindow() {
    run(network(8, Activation.SIGMOID, new Initializer.Normal(0.1)), 0, 500);

    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.VANISHING_GRADIENT)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.reason()).contains("layer 1 ("))
        .allSatisfy(each -> assertThat(each.count()).isBetween(1L, 8L));
    assertThat(
            decisions.stream()
                .filter(each -> each.kind() == Decision.Kind.VANISHING_GRADIENT)
                .map(Decision::window))
        .doesNotHaveDuplicates();
  }

  @Test
  void unitsThatAreNeverActiveAreDead() {
    MlpRule rule = network(1, Activation.RELU, new Initializer.He());
    Learner learner = new Learner(Streams.with(rule, Streams.rule(new Sgd(30), 1, WINDOW)));
    List<WindowReport> reports = run(learner, 0, 1000);

    assertThat(reports.get(reports.size() - 1).layers().get(0).deadUnits()).isGreaterThan(0.5);
    assertThat(decisions).extracting(Decision::kind).contains(Decision.Kind.DEAD_UNITS);
  }

  @Test
  void aGradientFarAboveItsUsualSizeExplodes() {
    List<LayerReport> usual = List.of(new LayerReport("weights", 1, 1, 0.1, Double.NaN));
    List<LayerReport> huge = List.of(new LayerReport("weights", 101, 1, 0.1, Double.NaN));

    assertThat(GradientWarning.of(usual, layer -> 1)).isEmpty();
    assertThat(GradientWarning.of(huge, layer -> Double.NaN)).isEmpty(); // the first window
    assertThat(GradientWarning.of(huge, layer -> 1))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Decision.Kind.EXPLODING_GRADIENT);
              assertThat(warning.reason()).contains("weights (101.000)");
              assertThat(warning.layers()).isEqualTo(1);
            });
  }

  private static MlpRule network(int hidden, Activation activation, Initializer initializer) {
    return MlpRule.of(Collections.nCopies(hidden, 8), activation, initializer);
  }

  private List<WindowReport> run(ModelRule model, int from, int to) {
    return run(Streams.with(model, LOGISTIC), from, to);
  }

  private List<WindowReport> run(LearnerRule rule, int from, int to) {
    return run(new Learner(rule), from, to);
  }

  private List<WindowReport> run(Learner learner, int from, int to) {
    Row row = new Row(LOGISTIC.layout());
    List<WindowReport> reports = new ArrayList<>();
    for (int i = from; reports.size() < (to - from) / WINDOW; i++) {
      Streams.fill(row, 7, i);
      Outcome outcome = learner.take(row, i);
      outcome.report().ifPresent(reports::add);
      decisions.addAll(outcome.decisions());
    }
    return reports;
  }
}
