package io.gradstream.bench;

import smile.classification.LogisticRegression;
import smile.util.IntSet;

/**
 * Smile 3.1.1's logistic regression, learning online by plain SGD at its default rate: dense rows,
 * already standardised and one-hot.
 */
final class Smile implements PeerPass.Peer {

  private final LogisticRegression.Binomial model;
  private final FlightTable flights;
  private final double[] x;
  private final double[] posterior = new double[2];

  Smile(FlightTable flights) {
    this.flights = flights;
    x = new double[flights.columns()];
    double[] weights = new double[x.length + 1];
    model = new LogisticRegression.Binomial(weights, 0, 0, new IntSet(new int[] {0, 1}));
  }

  @Override
  public double take(int row) {
    System.arraycopy(flights.numbers(row), 0, x, 0, FlightTable.NUMBERS.size());
    int[] columns = flights.activeColumns(row);
    for (int column : columns) {
      x[column] = 1;
    }
    model.predict(x, posterior);
    model.update(x, flights.label(row));
    for (int column : columns) {
      x[column] = 0;
    }
    return posterior[1];
  }
}
