package io.gradstream.watch;

import java.util.Arrays;

/** A curve as text: a block for each stretch of it, from its least to its greatest value. */
final class Sparkline {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** Returns a curve of {@code width} characters at most; a gap where nothing is known. */
  static String of(double[] values, int width) {
    int columns = Math.min(width, values.length);
    double[] means = new double[columns];
    for (int i = 0; i < columns; i++) {
      int from = (int) ((long) i * values.length / columns);
      int to = (int) ((long) (i + 1) * values.length / columns);
      means[i] =
          Arrays.stream(values, from, to).filter(Double::isFinite).average().orElse(Double.NaN);
    }
    double least = Arrays.stream(means).filter(Double::isFinite).min().orElse(0);
    double greatest = Arrays.stream(means).filter(Double::isFinite).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (double mean : means) {
      text.append(Double.isNaN(mean) ? ' ' : block(mean, least, greatest));
    }
    return text.toString();
  }

  private static char block(double value, double least, double greatest) {
    int top = BLOCKS.length() - 1;
    double share = greatest > least ? (value - least) / (greatest - least) : 0.5;
    return BLOCKS.charAt((int) Math.round(share * top));
  }
}
