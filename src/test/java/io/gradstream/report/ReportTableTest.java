package io.gradstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReportTableTest {

  @Test
  void aModelThatIsBetterByEveryMetricIsSaidToBe() {
    Evaluation evaluation = new Evaluation();
    for (int i = 0; i < 100; i++) {
      evaluation.add(
          i % 4 == 1 ? .9 : i % 4 == 2 ? .8 : i % 4 == 3 ? .1 : .2, i % 4 % 3 == 0 ? 0 : 1);
    }

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

              metric             model   no change    majority
              accuracy          1.0000      0.5000      0.2500
              log-loss          0.1643      0.7139      0.7140
              AUC               1.0000      0.5000      0.2500

              The model is better, by every metric, than looking at past labels only.

              examples             100
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

              metric             model   no change    majority
              accuracy          0.9000      0.8010      0.9000   no better than majority
              log-loss          0.4126      0.5029      0.3288   no better than majority
              AUC               1.0000      0.4450      0.5000

              The model is no better by accuracy and log-loss, only by AUC.

              examples           1,000
            """);
  }

  @Test
  void aModelWorseThanBothBaselinesIsSaidToBe() {
    Evaluation evaluation = new Evaluation();
    for (int i = 0; i < 100; i++) {
      evaluation.add(i % 4 == 3 ? .1 : .9, i % 4 == 3 ? 1 : 0);
    }

    assertThat(ReportTable.of("upside down", evaluation).render())
        .contains("\n  The model is no better than a predictor that only looks at past labels.\n");
  }

  @Test
  void ofTooFewLabelsNothingIsCalledBetter() {
    Evaluation evaluation = evaluation(new double[] {.2, .9, .8}, 0, 1, 1);

    assertThat(ReportTable.of("three rows", evaluation).render())
        .contains("3 labels are too few to say whether the model is better: that takes 100 or")
        .doesNotContain("The model is");
    for (int i = 3; i < 99; i++) {
      evaluation.add(.9, 1);
    }
    assertThat(ReportTable.of("99 rows", evaluation).render()).contains("99 labels are too few");
    evaluation.add(.9, 1);
    assertThat(ReportTable.of("100 rows", evaluation).render()).contains("The model is better");
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

              metric             model   no change    majority
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
  void theMetricsThatWereAskedForAreShownInTheirOrder() {
    Evaluation evaluation = evaluation(new double[] {.2, .9, .8, .1}, 0, 1, 1, 0);
    Validation asked = new Validation(100, List.of(Metric.MCC, Metric.AVERAGE_PRECISION), true);

    assertThat(ReportTable.of("asked", asked, evaluation).render())
        .startsWith(
            """
            asked

              metric                model  no change  majority
              MCC                  1.0000     0.0000   -0.5774
              average-precision    1.0000     0.5000    0.5000
            """);
    Validation usualAsked = new Validation(100, Metric.usual(Task.BINARY), true);
    assertThat(ReportTable.of("asked", usualAsked, evaluation).render())
        .containsSubsequence("\n  log-loss ", "\n  accuracy ", "\n  AUC ");
  }

  @Test
  void ofRarePositivesAveragePrecisionComesFirstUnlessOtherwiseAsked() {
    Evaluation evaluation = new Evaluation();
    for (int i = 0; i < 1000; i++) {
      evaluation.add(i % 40 == 39 ? .4 : .01, i % 40 == 39 ? 1 : 0);
    }

    assertThat(ReportTable.of("rare", new Validation(9, Metric.usual(Task.BINARY)), evaluation))
        .extracting(ReportTable::render)
        .asString()
        .containsSubsequence(
            "metric", "average-precision ", "log-loss ", "AUC ", "F1 ", "2.5000 % of the labels")
        .doesNotContain("\n  accuracy  ");
    assertThat(
            ReportTable.of("rare", new Validation(9, List.of(Metric.ACCURACY), true), evaluation)
                .render())
        .contains("\n  accuracy  ")
        .doesNotContain("average-precision", "of the labels");
  }

  @Test
  void figuresOfAnySizeStandApartInOneNotation() {
    Evaluation prices = new Evaluation(Task.REGRESSION);
    Evaluation huge = new Evaluation(Task.REGRESSION);
    Evaluation tiny = new Evaluation(Task.REGRESSION);
    for (int i = 0; i < 50; i++) {
      double label = 2_500_000 + i * i * 1e3;
      prices.add(2_600_000, label);
      huge.add(2.6e100, label * 1e100);
      tiny.add(2.6e-15, label * 1e-20);
    }
    assertThat(ReportTable.of("prices", prices).render())
        .containsPattern("\n  MAE  +\\d{6}  +\\d{5,6}  +\\d{6}")
        .containsPattern("\n  R2  +-\\d\\.\\d{4}  +");
    for (Evaluation each : List.of(huge, tiny)) {
      assertThat(ReportTable.of("x", each).render())
          .containsPattern("\n  MAE( +-?\\d\\.\\d{4}e[+-]\\d\\d+){3}")
          .containsPattern("\n  R2( +-?\\d\\.\\d{4}e[+-]\\d\\d+){3}");
    }
  }

  @Test
  void aPerfectModelOfLargeNumbersIsNotRoundedToNothing() {
    Evaluation prices = new Evaluation(Task.REGRESSION);
    for (int i = 0; i < 50; i++) {
      prices.add(2_500_000 + i * i * 1e3 + .31, 2_500_000 + i * i * 1e3);
    }
    assertThat(ReportTable.of("prices", prices).render()).contains("0.310  ");
  }

  @Test
  void everyMetricOfATaskFitsATerminal() {
    Evaluation evaluation = evaluation(new double[] {.9, .9, .9, .1, .7}, 0, 0, 0, 1, 1);
    Validation all = new Validation(9, Metric.all(Task.BINARY), true);

    assertThat(ReportTable.of("all", all, evaluation).render().lines())
        .hasSizeGreaterThan(13)
        .allMatch(line -> line.length() <= 80);
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
