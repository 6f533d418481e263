package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.pipeline.file.PipelineReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunTotalsTest {

  private static final LearnerRule RULE =
      PipelineReader.parse(
              "t.yaml",
              """
              pipeline: t
              input: {topic: t, label: y}
              features: [{standard: [x]}]
              model: logistic
              validation: {window: 10, metrics: [accuracy, log-loss]}
              """,
              Map.of())
          .learner();

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> shown = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final List<String> briefly = new ArrayList<>();
  private final RunTotals totals = new RunTotals(RULE, this::add, nanos::get, later::add);

  @Test
  void aWindowIsALineWithRowsRateLagAndItsMetricBesideTheBaselines() {
    totals.lagBy(() -> OptionalLong.of(12_345));
    taken(2, 1);
    WindowReport window = window();
    taken(1997, 0);
    totals.window(3, window);

    assertThat(shown)
        .singleElement()
        .asString()
        .matches(
            "partition 3, window 1: accuracy [\\d.]+ \\(no change [\\d.]+, majority [\\d.]+\\);"
                + " 2,000 rows, 1,000 rows/s, lag 12,345");
    assertThat(briefly)
        .singleElement()
        .asString()
        .matches(
            "2,000 rows, 1,000/s, lag 12,345, window 1: accuracy [\\d.]+ \\(baseline [\\d.]+\\)")
        .hasSizeLessThan(80);
    assertThat(totals.text())
        .matches(
            "2,000 records taken since the start: 1,999 predictions, 1 dead letters;"
                + " window 1: accuracy [\\d.]+ .*");
  }

  @Test
  void ofWindowsThatCloseAtOnceTheFirstAndInAMomentTheNewestAreTold() {
    WindowReport window = window();
    taken(10, 0);
    totals.window(0, window);
    totals.window(1, window);
    totals.window(2, window);
    assertThat(shown).singleElement().asString().startsWith("partition 0").endsWith("rows/s");
    taken(10, 0);
    assertThat(later).hasSize(1);
    later.remove(0).run();
    assertThat(shown)
        .hasSize(2)
        .last()
        .asString()
        .startsWith("partition 2")
        .contains("; 20 rows, 5 rows/s");
    taken(10, 0);
    totals.window(3, window);
    assertThat(shown).hasSize(3);
    assertThat(later).isEmpty();
  }

  @Test
  void aRunWithoutAFullWindowSaysSo() {
    assertThat(totals.text())
        .isEqualTo(
            "0 records taken since the start: 0 predictions, 0 dead letters; no window was full");
  }

  private void add(String text, String brief) {
    shown.add(text);
    briefly.add(brief);
  }

  private void taken(int predictions, int deadLetters) {
    for (int i = 0; i < predictions; i++) {
      totals.predicted();
    }
    for (int i = 0; i < deadLetters; i++) {
      totals.rejected();
    }
    nanos.addAndGet(predictions > 5 ? TimeUnit.SECONDS.toNanos(2) : 0);
  }

  private static WindowReport window() {
    Learner learner = new Learner(RULE);
    Row row = new Row(RULE.layout());
    for (int i = 0; ; i++) {
      row.clear();
      row.setNumber(0, i % 3);
      row.setLabel(i % 2);
      var report = learner.take(row, i).report();
      if (report.isPresent()) {
        return report.get();
      }
    }
  }
}
