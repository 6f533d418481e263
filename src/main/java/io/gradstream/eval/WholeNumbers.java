package io.gradstream.eval;

import io.gradstream.eval.ColumnUse.Kind;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Settles by trial what the looks of whole numbers do not tell: whether they are numbers or
 * categories, and whether a counter of rows is of use.
 */
final class WholeNumbers {

  private static final int MOST_COLUMNS = 8;
  private static final int ROWS_A_VALUE = 3;
  private static final int FEWEST_VALUES = 3;
  private static final double BETTER = 0.995;

  private final Sample sample;
  private final ToDoubleFunction<Encoders> loss;

  /**
   * Creates it.
   *
   * @param loss how well encoders do on a part of the sample, less is better
   */
  WholeNumbers(Sample sample, ToDoubleFunction<Encoders> loss) {
    this.sample = sample;
    this.loss = loss;
  }

  /** Returns the encoders with each such column the other way, if that is better. */
  Encoders settle(Encoders given) {
    Encoders best = given;
    double least = Double.NaN;
    int tried = 0;
    for (Map.Entry<String, ColumnUse> entry : given.uses().entrySet()) {
      SampleColumn column = sample.require(entry.getKey());
      if (tried < MOST_COLUMNS && isOpen(column, entry.getValue())) {
        least = Double.isNaN(least) ? loss.applyAsDouble(given) : least;
        tried++;
        Encoders other = best.with(column.name(), ColumnUse.otherwise(column, entry.getValue()));
        double otherLoss = loss.applyAsDouble(other);
        if (otherLoss < BETTER * least) {
          best = other;
          least = otherLoss;
        }
      }
    }
    return best;
  }

  private static boolean isOpen(SampleColumn column, ColumnUse use) {
    if (column.type() != SampleColumn.Type.WHOLE || Identifiers.isNamed(column)) {
      return false;
    }
    int known = column.rows() - column.missing();
    return use.kind() == Kind.LEFT_OUT
        ? Identifiers.isCounter(column)
        : column.values().size() >= FEWEST_VALUES && known >= ROWS_A_VALUE * column.values().size();
  }
}
