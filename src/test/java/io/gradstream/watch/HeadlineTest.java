package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.metric.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class HeadlineTest {

  private static final Map<String, String> BASELINES = new LinkedHashMap<>();

  static {
    BASELINES.put("majority.", "always answering the base rate");
    BASELINES.put("no_change.", "repeating the last label");
  }

  private static Headline of(
      Metric metric, int windows, IntToDoubleFunction model, double majority, double noChange) {
    Bins bins = Bins.ofNewest(256);
    for (int i = 0; i < windows; i++) {
      bins.add(
          i,
          i,
          i,
          Map.of(
              "model." + metric.field(),
              model.applyAsDouble(i),
              "majority." + metric.field(),
              majority,
              "no_change." + metric.field(),
              noChange));
    }
    return Headline.of(bins, metric, BASELINES);
  }

  @Test
  void aLossIsSaidBesideTheBetterBaselineInPerCent() {
    Headline headline = of(Metric.LOG_LOSS, 30, i -> 0.45, 0.5, 0.7);
    assertThat(headline.text())
        .isEqualTo(
            "log-loss 0.4500 over the last 20 windows, 10 % better than always answering the base rate (0.5000)");
    assertThat(headline.verdict()).isEqualTo("better");
    assertThat(headline.trend()).startsWith("Steady: ");
  }

  @Test
  void aShareIsSaidInPoints() {
    Headline headline = of(Metric.ACCURACY, 4, i -> 0.75, 0.6, 0.72);
    assertThat(headline.text())
        .contains("3.0 points better than repeating the last label (0.7200)")
        .contains("over the last 4 windows");
  }

  @Test
  void figuresThatStandSideBySideHaveTheSameDecimals() {
    assertThat(of(Metric.MAE, 4, i -> 33_878.8, 121_084.3, 173_409).text())
        .startsWith("MAE 33879 over the last 4 windows, 72 % better than ")
        .endsWith(" (121084)");
  }

  @Test
  void aModelThatIsWorseIsCalledSo() {
    Headline headline = of(Metric.LOG_LOSS, 10, i -> 0.6, 0.5, 0.7);
    assertThat(headline.text()).contains("20 % worse than always answering the base rate");
    assertThat(headline.verdict()).isEqualTo("worse");
  }

  @Test
  void whetherItGetsBetterIsToldByMoreThanChance() {
    assertThat(
            of(Metric.LOG_LOSS, 40, i -> i < 20 ? 0.48 + 0.001 * (i % 3) : 0.44, 0.5, 0.7).trend())
        .startsWith(
            "Getting better: 12 % ahead over the last 20 windows, 3.8 % over the 20 before");
    assertThat(
            of(Metric.LOG_LOSS, 40, i -> i < 20 ? 0.44 : 0.48 + 0.001 * (i % 3), 0.5, 0.7).trend())
        .startsWith("Getting worse: ");
    assertThat(of(Metric.LOG_LOSS, 40, i -> 0.45 + 0.02 * (i * 7 % 5), 0.5, 0.7).trend())
        .startsWith("Steady: ");
    assertThat(of(Metric.LOG_LOSS, 5, i -> 0.45, 0.5, 0.7).trend()).startsWith("Too few windows");
  }

  @Test
  void recordsThatBecomeHarderMakeNoModelWorse() {
    Bins bins = Bins.ofNewest(256);
    for (int i = 0; i < 40; i++) {
      double hard = i < 20 ? 0.4 : 0.6;
      bins.add(
          i,
          i,
          i,
          Map.of(
              "model.log_loss", hard * 0.9, "majority.log_loss", hard, "no_change.log_loss", 0.9));
    }
    assertThat(Headline.of(bins, Metric.LOG_LOSS, BASELINES).trend()).startsWith("Steady: ");
  }

  @Test
  void aMetricThatIsNotDefinedIsNoFigure() {
    Headline headline = of(Metric.AUC, 3, i -> Double.NaN, 0.5, 0.5);
    assertThat(headline.text()).isEqualTo("AUC is not defined in these windows");
    assertThat(headline.verdict()).isEqualTo("none");
  }
}
