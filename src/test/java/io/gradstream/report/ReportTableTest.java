package io.gradstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.metric.Evaluation;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReportTableTest {

  @Test
  void aModelThatIsBetterByEveryMetricIsSaidToBe() {
    Evaluation evaluation = evaluation(new double[] {.2, .9, .8, .1}, 0, 1, 1, 0);

    String text =
        ReportTable.of("flight-delays", evaluation)
            .with("decisions", 0)
            .with("dead letters", 3)
            .with("rows/s", 12_345)
            .render();

    assertThat(text)
        .isEqualTo(
            """
            flight-delays

                                 model   no change    majority
              accuracy          1.0000      0.5000      0.2500
              log-loss          0.1643      0.7945      0.8503
              AUC               1.0000      0.5000      0.2500

              The model is better, by every metric, than looking at past labels only.

              examples               4
              decisions              0
              dead letters           3
              rows/s            12,345
            """);
  }

  @Test
  void aMetricByWhichTheModelIsNoBetterIsMarkedWithWhatBeatsIt() {
    Evaluation evaluation = new Evaluation();
    for (int i = 0; i < 1000; i++) {
      evaluation.add(i % 10 == 9 ? .4 : .3, i % 10 == 9 ? 1 : 0);
    }

    assertThat(ReportTable.of("rare events", evaluation).render())
        .isEqualTo(
            """
            rare events

                                 model   no change    majority
              accuracy          0.9000      0.8010      0.9000   no better than majority
              log-loss          0.4126      0.5029      0.3288   no better than majority
              AUC               1.0000      0.4450      0.5000

              The model is better by AUC, but not by accuracy and log-loss.

              examples           1,000
            """);
  }

  @Test
  void aModelWorseThanBothBaselinesIsSaidToBe() {
    Evaluation evaluation = evaluation(new double[] {.9, .9, .9, .1}, 0, 0, 0, 1);

    assertThat(ReportTable.of("upside down", evaluation).render())
        .contains("\n  The model is no better than a predictor that only looks at past labels.\n");
  }

  @Test
  void whatIsUndefinedIsADash() {
    Evaluation evaluation = evaluation(new double[] {.2, .3}, 0, 0);

    assertThat(ReportTable.of("one class", evaluation).render())
        .contains("  AUC                    -           -           -\n");
  }

  @Test
  void aRunWithoutLabelsHasNothingToCompare() {
    assertThat(ReportTable.of("scores only", new Evaluation()).with("decisions", 0).render())
        .isEqualTo(
            """
            scores only

                                 model   no change    majority
              accuracy               -           -           -
              log-loss               -           -           -
              AUC                    -           -           -

              There is nothing to compare: no example had a label.

              examples               0
              decisions              0
            """);
  }

  @Test
  void theLocaleChangesNothing() {
    Evaluation evaluation = new Evaluation();
    for (int i = 0; i < 12_000; i++) {
      evaluation.add(.5, i % 2);
    }
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(ReportTable.of("x", evaluation).render()).contains("0.5000").contains("12,000");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void noLineIsTooLongForATerminal() {
    Evaluation evaluation = evaluation(new double[] {.9, .9, .9, .1}, 0, 0, 0, 1);

    assertThat(ReportTable.of("x", evaluation).with("rows/s", 123_456_789).render().lines())
        .allMatch(line -> line.length() <= 80);
  }

  private static Evaluation evaluation(double[] scores, double... labels) {
    Evaluation evaluation = new Evaluation();
    for (int i = 0; i < labels.length; i++) {
      evaluation.add(scores[i], labels[i]);
    }
    return evaluation;
  }
}
