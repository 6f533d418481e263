package io.gradstream.bench;

import java.io.IOException;

/** A pass of another learner over the flights, the same rows counted as of ours. */
final class PeerPass implements Contestant {

  /** A learner that has seen nothing. */
  interface Peer extends AutoCloseable {

    /** Predicts a row, then learns from it; returns the probability of a late flight. */
    double take(int row);

    @Override
    default void close() throws IOException {
      // most hold nothing but memory
    }
  }

  /** Makes peers. */
  @FunctionalInterface
  interface Maker {
    Peer make();
  }

  private final Maker maker;
  private final FlightTable flights;
  private final int uncounted;
  private double logLoss;

  PeerPass(Maker maker, FlightTable flights, int uncounted) {
    this.maker = maker;
    this.flights = flights;
    this.uncounted = uncounted;
  }

  @Override
  public Cost pass() throws IOException {
    try (Peer peer = maker.make()) {
      feed(peer, 0, uncounted);
      Meter meter = Meter.start();
      double loss = feed(peer, uncounted, flights.size());
      Cost cost = meter.per(flights.size() - uncounted);
      logLoss = loss / (flights.size() - uncounted);
      return cost;
    }
  }

  /** Returns the mean log-loss of the last pass, to see that it has learned. */
  double logLoss() {
    return logLoss;
  }

  private double feed(Peer peer, int from, int to) {
    double loss = 0;
    for (int row = from; row < to; row++) {
      double p = Math.min(Math.max(peer.take(row), 1e-6), 1 - 1e-6);
      loss -= Math.log(flights.label(row) == 1 ? p : 1 - p);
    }
    return loss;
  }
}
