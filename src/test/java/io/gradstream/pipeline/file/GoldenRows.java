package io.gradstream.pipeline.file;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.LearnerRule;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The records that golden files were learned from: made of arithmetic that stands here in full, by
 * the names of fields, so that they are the same for ever, whatever a row's slots are.
 */
final class GoldenRows {

  private static final long BEGINNING = 1_700_000_000_000L;
  private static final long SECONDS = 60_000;
  private static final int LABEL = 7;

  private GoldenRows() {}

  /** Returns the time of record {@code i}, in milliseconds since the epoch. */
  static long time(int i) {
    return BEGINNING + i * SECONDS;
  }

  /** Returns the key of record {@code i}. */
  static byte[] key(int i) {
    return ("key " + i).getBytes(StandardCharsets.UTF_8);
  }

  /** Fills {@code row} with record number {@code i}. */
  static void fill(Row row, LearnerRule rule, int i) {
    row.clear();
    numbers(row, i);
    categories(row, i);
    bags(row, i);
    List<String> instants = row.layout().instants();
    for (int slot = 0; slot < instants.size(); slot++) {
      if (!isMissing(instants.get(slot), i)) {
        row.setInstant(slot, BEGINNING + below(1 << 30, instants.get(slot), i, 1) * 50L);
      }
    }
    if (below(6, "label", i, 0) > 0) {
      label(row, rule, i);
    }
  }

  private static void numbers(Row row, int i) {
    List<String> names = row.layout().numbers();
    for (int slot = 0; slot < names.size(); slot++) {
      boolean weight = names.get(slot).equals("w");
      if (!isMissing(names.get(slot), i)) {
        double u = uniform(names.get(slot), i, 1);
        row.setNumber(slot, weight ? 2 * u : 5 * u - 2);
      }
    }
  }

  private static void categories(Row row, int i) {
    List<String> names = row.layout().categories();
    for (int slot = 0; slot < names.size(); slot++) {
      if (!isMissing(names.get(slot), i)) {
        byte[] text = category(names.get(slot), i, 1);
        row.setCategory(slot, text, 0, text.length);
      }
    }
  }

  private static void bags(Row row, int i) {
    List<String> names = row.layout().bags();
    for (int slot = 0; slot < names.size(); slot++) {
      for (int item = below(4, names.get(slot), i, 0); item > 0; item--) {
        byte[] text = category(names.get(slot), i, item);
        row.bag(slot).add(text, 0, text.length);
      }
    }
  }

  /** A few categories, the first of them the most frequent; two words where texts are read. */
  private static byte[] category(String field, int i, int item) {
    double u = uniform(field, i, item);
    String word = "k" + (int) (12 * u * u);
    boolean text = field.equals("s") || field.equals("q");
    return (text ? word + " of " + below(5, field, i, 9) : word).getBytes(StandardCharsets.UTF_8);
  }

  private static void label(Row row, LearnerRule rule, int i) {
    switch (rule.task()) {
      case BINARY -> row.setLabel(below(10, "label", i, LABEL) < 3 + 2 * (i & 1) ? 1 : 0);
      case REGRESSION -> row.setLabel(4 * uniform("label", i, LABEL));
      case MULTICLASS -> {
        byte[] text = ("k" + below(3, "label", i, LABEL)).getBytes(StandardCharsets.UTF_8);
        row.setLabelText(text, 0, text.length);
      }
    }
  }

  private static boolean isMissing(String field, int i) {
    return below(7, field, i, 0) == 0;
  }

  private static int below(int bound, String field, int i, int draw) {
    return (int) (bound * uniform(field, i, draw));
  }

  /** Returns a number in [0, 1): SplitMix64 of field, record and draw. */
  private static double uniform(String field, int i, int draw) {
    long z = (field.hashCode() * 31L + i) * 131L + draw;
    for (int round = 0; round < 2; round++) {
      z += 0x9E3779B97F4A7C15L;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
    }
    return (z >>> 11) * 0x1p-53;
  }
}
