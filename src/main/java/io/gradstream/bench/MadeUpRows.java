package io.gradstream.bench;

import io.gradstream.core.data.Row;
import java.util.Random;

/**
 * Rows of a {@link Shape} that never end: numbers spread evenly in [-2, 2], every category once in
 * as many rows as there are, a label that depends on the first number. The same row at the same
 * index.
 */
final class MadeUpRows {

  private static final int TABLE = 1 << 16;
  private static final int STRIDE = 977; // rows begin at places of the table that differ
  private static final long FIRST_CATEGORY = 10_000_000_000L; // texts of one length
  private static final long SPREAD = 7_368_787; // a prime: neighbours do not follow each other

  private static final double[] NOISE = new Random(1).doubles(TABLE).map(u -> 4 * u - 2).toArray();

  private final Shape shape;

  MadeUpRows(Shape shape) {
    this.shape = shape;
  }

  /** Fills a row of the shape's layout. */
  void fill(int index, Row row) {
    row.clear();
    int from = index * STRIDE;
    for (int slot = 0; slot < shape.numbers(); slot++) {
      row.setNumber(slot, NOISE[from + slot & TABLE - 1]);
    }
    row.setCategory(0, FIRST_CATEGORY + index * SPREAD % shape.categories());
    double doubt = NOISE[from + shape.numbers() & TABLE - 1];
    row.setLabel(NOISE[from & TABLE - 1] + doubt > 0 ? 1 : 0);
  }
}
