package io.gradstream.core.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of one record; reused, so read it before the next one. */
public final class Outcome {

  private double score;
  private long version;
  private Optional<WindowReport> report = Optional.empty();
  private final List<Decision> decisions = new ArrayList<>();

  void begin() {
    if (report.isPresent()) {
      report = Optional.empty();
    }
    if (!decisions.isEmpty()) {
      decisions.clear();
    }
  }

  void predicted(double newScore, long newVersion) {
    score = newScore;
    version = newVersion;
  }

  void reported(WindowReport newReport) {
    report = Optional.of(newReport);
  }

  void decided(Decision decision) {
    decisions.add(decision);
  }

  /** Returns the prediction, made before the record was learned from. */
  public double score() {
    return score;
  }

  /** Returns the version of the model that made it. */
  public long version() {
    return version;
  }

  /** Returns the report of the window that this record completed, if it did. */
  public Optional<WindowReport> report() {
    return report;
  }

  /** Returns the decisions taken at this record. */
  public List<Decision> decisions() {
    return decisions;
  }
}
