package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Task;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.PairedBootstrap;
import io.gradstream.core.metric.PairedComparison;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonPageTest {

  private static final List<Metric> METRICS = List.of(Metric.LOG_LOSS, Metric.AUC);

  /** A model that knows something, and one that knows nothing. */
  private static Comparison comparison(int rows, String... names) {
    Randomness random = new Randomness(7);
    Evaluation good = new Evaluation(Task.BINARY);
    Evaluation bad = new Evaluation(Task.BINARY);
    for (int i = 0; i < rows; i++) {
      int label = random.below(2, 0, i);
      good.add(0.2 + 0.6 * label, label);
      bad.add(0.5, label);
    }
    List<Evaluation> paired = List.of(bad, good);
    PairedComparison figures =
        new PairedBootstrap(0.95, 200, 1).compare(List.of(names), paired, METRICS);
    return Comparison.of("two on a file", figures, paired);
  }

  @Test
  void theSentenceSaysWhatTheIntervalSays() {
    String html = Page.file(comparison(400, "plain", "better"));
    assertThat(html)
        .contains("better is better by ", "than plain in log-loss", "class=\"line better\"");
    assertThat(html).contains("400 rows that all took");
  }

  @Test
  void curvesAreOfEqualPartsOfTheRowsThatAllTook() {
    Comparison comparison = comparison(1001, "a", "b");
    assertThat(comparison.ends()).hasSize(50).endsWith(1001);
    assertThat(comparison.curves().get(0)).hasSize(50).containsOnly(-Math.log(0.5));
    assertThat(Arrays.stream(comparison.curves().get(1)))
        .allMatch(value -> Math.abs(value + Math.log(0.8)) < 1e-9);
  }

  @Test
  void namesAreTextWhateverTheyAre() {
    String html = Page.file(comparison(100, "<script>alert(1)</script>", "b\"'&"));
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;", "b&quot;&#39;&amp;");
  }

  @Test
  void fewRowsHaveNoIntervalsAndThatIsSaid() {
    String html = Page.file(comparison(10, "a", "b"));
    assertThat(html).contains("Nothing can be said of b and a", "There are no intervals");
    assertThat(html).doesNotContain("class=\"zero\"");
  }
}
