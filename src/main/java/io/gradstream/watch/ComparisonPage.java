package io.gradstream.watch;

import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.PairedComparison;
import io.gradstream.core.metric.PairedComparison.Difference;
import io.gradstream.core.text.Figures;
import io.gradstream.report.ComparisonWords;
import io.gradstream.report.MetricNames;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Draws a comparison as one HTML file without scripts: a sentence for each model, their curves, and
 * for every metric the interval of the difference beside zero.
 */
final class ComparisonPage {

  private static final int WIDE = 1000; // of a curve's drawing, whatever it is stretched to
  private static final int HIGH = 300;
  private static final int HALF = 100; // of an interval's, to each side of zero
  private static final double ROOM = 1.1;
  private static final int DASH = 6;
  private static final int LINES = 4; // colours; dashes after that
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

  private final Comparison comparison;
  private final PairedComparison figures;
  private final StringBuilder html = new StringBuilder();

  private ComparisonPage(Comparison comparison) {
    this.comparison = comparison;
    figures = comparison.figures();
  }

  static String of(Comparison comparison, String style) {
    return new ComparisonPage(comparison).page(style);
  }

  private String page(String style) {
    add(
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <title>%s</title>
        <link rel="icon" href="data:,">
        <style>%s</style>
        </head>
        <body>
        <header><h1>%s</h1></header>
        <main>
        """,
        POLICY, escaped(comparison.title()), style, escaped(comparison.title()));
    if (figures.rows() == 0) {
      add("<section><h2 class=\"headline\">No row was taken by all.</h2></section>\n");
    } else {
      headlines();
      curves();
      intervals();
    }
    add("</main>\n<footer><p class=\"small\">gradstream eval</p></footer>\n</body>\n</html>\n");
    return html.toString();
  }

  private void headlines() {
    add("<section>\n");
    for (int model = 1; model < figures.names().size(); model++) {
      add("<h2 class=\"headline\">%s</h2>\n", escaped(sentence(figures.of(model).get(0))));
    }
    add(
        "<p class=\"small\">%s rows that all took. %s</p>\n</section>\n",
        Figures.count(figures.rows()), escaped(ComparisonWords.how(figures)));
  }

  private String sentence(Difference each) {
    String models = "%s and %s".formatted(name(each.model()), name(0));
    String metric = MetricNames.of(each.metric());
    return switch (each.verdict()) {
      case BETTER, WORSE ->
          "%s is %s %s %s than %s in %s"
              .formatted(
                  name(each.model()),
                  ComparisonWords.verdict(each),
                  ComparisonWords.gain(each),
                  ComparisonWords.interval(each),
                  name(0),
                  metric);
      case UNTOLD -> "%s cannot be told apart in %s".formatted(models, metric);
      case UNKNOWN -> "Nothing can be said of %s in %s".formatted(models, metric);
    };
  }

  private void curves() {
    Metric metric = comparison.metric();
    double base = figures.majority().get(metric);
    double[] all =
        DoubleStream.concat(
                comparison.curves().stream().flatMapToDouble(Arrays::stream), DoubleStream.of(base))
            .filter(Double::isFinite)
            .toArray();
    double least = Arrays.stream(all).min().orElse(0);
    double greatest = Arrays.stream(all).max().orElse(1);
    Figures axis = Figures.of(least, greatest);
    add("<section>\n<h2>%s over the rows</h2>\n<figure>\n", escaped(MetricNames.of(metric)));
    add(
        "<div class=\"lines\"><div class=\"scale\" aria-hidden=\"true\"><span>%s</span><span>%s</span></div>\n",
        axis.text(greatest), axis.text(least));
    add(
        "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\n",
        WIDE, HIGH);
    if (Double.isFinite(base)) {
      double y = y(base, least, greatest);
      add("<path class=\"base\" d=\"M0 %.1fH%d\"/>\n", y, WIDE);
    }
    for (int model = 0; model < figures.names().size(); model++) {
      add(
          "<path class=\"%s\" d=\"%s\"/>\n",
          line(model), path(comparison.curves().get(model), least, greatest));
    }
    add(
        "</svg>\n<div class=\"rows\" aria-hidden=\"true\"><span>0</span><span>%s rows</span></div></div>\n",
        Figures.count(figures.rows()));
    legend(metric, axis);
    add("</figure>\n");
    values(axis);
    add("</section>\n");
  }

  /** Where nothing differs all is in the middle. */
  private static double y(double value, double least, double greatest) {
    return greatest > least ? HIGH * (1 - (value - least) / (greatest - least)) : HIGH / 2.0;
  }

  /** A part without a value is a gap; one between two gaps, or alone, is a dash to be seen. */
  private static String path(double[] values, double least, double greatest) {
    StringBuilder path = new StringBuilder();
    boolean on = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        double x = values.length == 1 ? 0 : (double) WIDE * i / (values.length - 1);
        double y = y(values[i], least, greatest);
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f", on ? "L" : "M", x, y));
        boolean isAlone = !on && (i + 1 == values.length || !Double.isFinite(values[i + 1]));
        path.append(isAlone ? "h" + (values.length == 1 ? WIDE : DASH) : "");
      }
      on = Double.isFinite(values[i]);
    }
    return path.toString();
  }

  private static String line(int model) {
    return "line l%d%s".formatted(model % LINES, model < LINES ? "" : " dashed");
  }

  private void legend(Metric metric, Figures axis) {
    add("<ul class=\"legend\">\n");
    for (int model = 0; model < figures.names().size(); model++) {
      add(
          "<li><svg class=\"key\" viewBox=\"0 0 20 4\" aria-hidden=\"true\"><path class=\"%s\" d=\"M0 2H20\"/></svg>%s <b>%s</b></li>\n",
          line(model), escaped(name(model)), axis.text(figures.models().get(model).get(metric)));
    }
    add(
        "<li><svg class=\"key\" viewBox=\"0 0 20 4\" aria-hidden=\"true\"><path class=\"base\" d=\"M0 2H20\"/></svg>without a model, by the labels so far <b>%s</b></li>\n</ul>\n",
        axis.text(figures.majority().get(metric)));
  }

  private void values(Figures axis) {
    add(
        "<details><summary>As a table</summary><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Values of the curves\"><table>\n");
    add("<thead><tr><th scope=\"col\" class=\"number\">up to row</th>");
    IntStream.range(0, figures.names().size())
        .forEach(model -> add("<th scope=\"col\" class=\"number\">%s</th>", escaped(name(model))));
    add("</tr></thead>\n<tbody>\n");
    for (int part = 0; part < comparison.ends().length; part++) {
      add("<tr><td class=\"number\">%s</td>", Figures.count(comparison.ends()[part]));
      for (double[] curve : comparison.curves()) {
        add("<td class=\"number\">%s</td>", axis.text(curve[part]));
      }
      add("</tr>\n");
    }
    add("</tbody></table></div></details>\n");
  }

  private void intervals() {
    for (int model = 1; model < figures.names().size(); model++) {
      add(
          "<section>\n<h2>%s beside %s</h2>\n<p class=\"small\">Right of the line is better. Each metric has a scale of its own.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Differences by metric\"><table>\n<thead><tr><th scope=\"col\">metric</th><th scope=\"col\">difference</th><th scope=\"col\">interval</th></tr></thead>\n<tbody>\n",
          escaped(name(model)), escaped(name(0)));
      figures.of(model).forEach(this::interval);
      add("</tbody></table></div>\n</section>\n");
    }
  }

  private void interval(Difference each) {
    boolean defined = !Double.isNaN(each.gain());
    String words =
        "%s %s %s"
            .formatted(
                ComparisonWords.verdict(each),
                defined ? ComparisonWords.gain(each) : "",
                ComparisonWords.interval(each));
    add(
        "<tr><th scope=\"row\" class=\"metric\">%s</th><td>%s</td><td class=\"bar\">%s</td></tr>\n",
        escaped(MetricNames.of(each.metric())), escaped(words.strip()), drawn(each));
  }

  private static String drawn(Difference each) {
    if (Double.isNaN(each.gain()) || Double.isNaN(each.low()) || Double.isNaN(each.high())) {
      return "";
    }
    double most =
        ROOM
            * Math.max(
                Math.abs(each.gain()), Math.max(Math.abs(each.low()), Math.abs(each.high())));
    double unit = most > 0 ? HALF / most : 0;
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"-%d -8 %d 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"zero\" d=\"M0 -8V8\"/><path class=\"line %s\" d=\"M%.2f 0H%.2f\"/><path class=\"line dot %s\" d=\"M%.2f -5V5\"/></svg>",
        HALF,
        2 * HALF,
        side(each),
        each.low() * unit,
        each.high() * unit,
        side(each),
        each.gain() * unit);
  }

  private static String side(Difference each) {
    return switch (each.verdict()) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case UNTOLD, UNKNOWN -> "untold";
    };
  }

  private String name(int model) {
    return ComparisonWords.name(figures, model);
  }

  private void add(String format, Object... values) {
    html.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
