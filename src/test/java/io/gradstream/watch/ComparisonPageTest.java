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
import java.util.regex.Pattern;
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

  @Test
  void aFileOfOnePartHasCurvesThatCanBeSeen() {
    String html = Page.file(comparison(10, "a", "b"));
    assertThat(curves(html)).hasSize(2).allMatch(path -> path.matches("M0\\.0 [0-9.]+h1000"));
  }

  @Test
  void whatIsTheSameEverywhereIsALineInTheMiddle() {
    PairedComparison figures = comparison(400, "a", "b").figures();
    double base = figures.majority().get(Metric.LOG_LOSS);
    double[] flat = {base, base, base};
    Comparison all = new Comparison("t", figures, List.of(flat, flat), new int[] {100, 200, 400});
    String html = Page.file(all);
    assertThat(html).doesNotContain("NaN").contains("<path class=\"base\" d=\"M0 150.0H1000\"/>");
    assertThat(curves(html)).containsOnly("M0.0 150.0L500.0 150.0L1000.0 150.0");
  }

  @Test
  void aValueBetweenTwoGapsIsSeen() {
    Comparison all = comparison(400, "a", "b");
    double[] gaps = {Double.NaN, 0.5, Double.NaN, 0.4, 0.3};
    Comparison gappy =
        new Comparison("t", all.figures(), List.of(gaps, gaps), new int[] {80, 160, 240, 320, 400});
    assertThat(curves(Page.file(gappy)))
        .allMatch(path -> path.matches("M250\\.0 [0-9.]+h6M750\\.0 [0-9.]+L1000\\.0 [0-9.]+"));
  }

  private static List<String> curves(String html) {
    return Pattern.compile("<path class=\"line l\\d\" d=\"([^\"]*)\"/>")
        .matcher(html.substring(0, html.indexOf("<ul class=\"legend\">")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
