package io.gradstream.core.learn;

import io.gradstream.core.data.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What came of one record; reused, so read it before the next one. */
public final class Outcome {

  private static final int NONE = -1;

  private double[] scores = new double[1];
  private int size = 1;
  private boolean several;
  private double label = Double.NaN;
  private double counted = Double.NaN;
  private List<String> classes = List.of();
  private int known;
  private double unseen;
  private long version;
  private Optional<Refusal> refusal = Optional.empty();
  private Optional<WindowReport> report = Optional.empty();
  private final List<Decision> decisions = new ArrayList<>();

  Outcome() {}

  /** Returns the outcome of one prediction of a task of one score a record. */
  public static Outcome of(double score, double label, long version) {
    Outcome outcome = new Outcome();
    outcome.predicted(new double[] {score}, version);
    outcome.labelled(label);
    return outcome;
  }

  /**
   * Returns the outcome of one prediction of several classes, all known, whose scores are by
   * number.
   */
  public static Outcome of(List<String> classes, double[] scores, double label, long version) {
    Outcome outcome = new Outcome();
    outcome.predicted(scores, version);
    outcome.classes(classes, 0);
    outcome.labelled(label);
    return outcome;
  }

  void begin() {
    label = Double.NaN;
    if (refusal.isPresent()) {
      refusal = Optional.empty();
    }
    if (report.isPresent()) {
      report = Optional.empty();
    }
    if (!decisions.isEmpty()) {
      decisions.clear();
    }
  }

  void predicted(double[] newScores, long newVersion) {
    size = newScores.length;
    if (size > scores.length) {
      scores = new double[size];
    }
    for (int k = 0; k < size; k++) { // most often there is one
      scores[k] = newScores[k];
    }
    version = newVersion;
  }

  void labelled(double newLabel) {
    label = newLabel;
    counted = newLabel;
  }

  /** Notes what the label counts as for whoever learns it. */
  void countedAs(double newLabel) {
    counted = newLabel;
  }

  /**
   * Notes the names of several classes; those to come later were not known at the prediction, and
   * have the probability {@code newUnseen} together, which the others' scores make room for.
   */
  void classes(List<String> names, double newUnseen) {
    several = true;
    classes = names;
    known = Math.min(size, names.size());
    unseen = newUnseen;
    for (int k = 0; k < known; k++) {
      scores[k] *= 1 - newUnseen;
    }
  }

  void reported(WindowReport newReport) {
    report = Optional.of(newReport);
  }

  void decided(Decision decision) {
    decisions.add(decision);
  }

  void refused(Refusal problem) {
    refusal = Optional.of(problem);
  }

  /** Returns why the record was not taken, if it was not: nothing else here means anything then. */
  public Optional<Refusal> refusal() {
    return refusal;
  }

  /**
   * Returns the prediction, made before the record was learned from: the probability of class 1,
   * the number, or of several classes the probability of the likeliest; NaN where none was known
   * yet.
   */
  public double score() {
    if (!several) {
      return scores[0];
    }
    return known == 0 ? Double.NaN : scores[likeliest()];
  }

  /** Returns the label, NaN if there is none; of several classes its number. */
  public double label() {
    return label;
  }

  /** Returns what the label counts as for whoever learns it: another one if it is far outside. */
  public double counted() {
    return counted;
  }

  /** Returns the number of the likeliest of several classes, -1 where there are none yet. */
  public int predictedClass() {
    return known == 0 ? NONE : likeliest();
  }

  /**
   * Returns the probabilities of the classes that were known, by number; with {@link #unseen} their
   * sum is 1.
   */
  public double[] probabilities() {
    return Arrays.copyOf(scores, known);
  }

  /**
   * Returns the probability of the label's class, of several; that of all unknown ones together if
   * it was not known yet.
   */
  public double ofTruth() {
    return label < known ? scores[(int) label] : unseen;
  }

  /**
   * Returns the probability that all classes have together that were not known yet; 0 where classes
   * are listed, or as many known as there may be.
   */
  public double unseen() {
    return unseen;
  }

  /** Tells whether the task is one of several classes. */
  public boolean isOfClasses() {
    return several;
  }

  /** Returns the names of several classes by number; empty for other tasks. */
  public List<String> classes() {
    return classes;
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

  private int likeliest() {
    int best = 0;
    for (int k = 1; k < known; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }
}
