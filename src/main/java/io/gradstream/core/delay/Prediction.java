package io.gradstream.core.delay;

/** What a live model, and its checkpoint if there is one, predict of a record; reused. */
public final class Prediction {

  private static final double[] NOTHING = {};

  private double[] scores = NOTHING;
  private int known;
  private double unseen;
  private long version;
  private boolean compared;
  private double[] checkpoint = NOTHING;
  private double unseenOfCheckpoint;
  private double[] members = NOTHING;

  /**
   * Takes over what the live model predicts; its scores are not copied.
   *
   * @param newScores a score, or one for each class
   * @param newKnown how many classes are known, of several
   * @param newUnseen the probability that all others have together
   * @param newVersion of the model
   */
  public void take(double[] newScores, int newKnown, double newUnseen, long newVersion) {
    scores = newScores;
    known = newKnown;
    unseen = newUnseen;
    version = newVersion;
    compared = false;
    members = NOTHING;
  }

  /** Takes over what the members of a race say, output after output of each. */
  public void takeMembers(double[] said) {
    members = said;
  }

  /** Returns what the members of a race said; empty for a model of one. */
  public double[] members() {
    return members;
  }

  /** Takes over the live model's scores of the known classes alone. */
  public void takeKnown(double[] newScores) {
    scores = newScores;
    known = newScores.length;
  }

  /** Takes over what the checkpoint predicts; its scores are not copied. */
  public void takeCheckpoint(double[] newScores, double newUnseen) {
    compared = true;
    checkpoint = newScores;
    unseenOfCheckpoint = newUnseen;
  }

  /** Returns the live model's score, or one for each class. */
  public double[] scores() {
    return scores;
  }

  /** Returns how many classes were known, of several. */
  public int known() {
    return known;
  }

  /** Returns the probability that the live model gives to all unknown classes together. */
  public double unseen() {
    return unseen;
  }

  /** Returns the version of the live model. */
  public long version() {
    return version;
  }

  /** Tells whether there was a checkpoint. */
  public boolean isCompared() {
    return compared;
  }

  /** Returns the checkpoint's score, or one for each class. */
  public double[] checkpoint() {
    return checkpoint;
  }

  /** Returns the probability that the checkpoint gives to all unknown classes together. */
  public double unseenOfCheckpoint() {
    return unseenOfCheckpoint;
  }

  void write(Packed to) {
    to.putDoubles(scores, scores.length);
    to.putCount(known);
    to.putDouble(unseen);
    to.putCount(version);
    to.putDoubles(members, members.length);
    to.putCount(compared ? 1 : 0);
    if (compared) {
      to.putDoubles(checkpoint, checkpoint.length);
      to.putDouble(unseenOfCheckpoint);
    }
  }

  void read(Packed from) {
    take(from.getDoubles(), (int) from.getCount(), from.getDouble(), from.getCount());
    takeMembers(from.getDoubles());
    if (from.getCount() == 1) {
      takeCheckpoint(from.getDoubles(), from.getDouble());
    }
  }
}
