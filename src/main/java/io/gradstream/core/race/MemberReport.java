package io.gradstream.core.race;

/**
 * How a member of a race fared in a window.
 *
 * @param member its name, or {@code stacker} for what is made of all of them, {@code labels} for
 *     the share of each class so far, or the mean, that takes part in the mixture
 * @param weight its weight in the mixture at the end of the window, in [0, 1]; those of the
 *     stacker, of all members and of labels add up to 1
 * @param stacking its weight in the stacker; NaN for the stacker itself and for labels, and for
 *     losses that are not stacked
 * @param loss its mean loss over the examples, log-loss of a classifier, absolute error of a
 *     regression; NaN without examples
 * @param examples how many were learned in the window, each predicted before
 * @param restarts how often it began anew, since it was not finite
 */
public record MemberReport(
    String member, double weight, double stacking, double loss, long examples, long restarts) {

  /** What the stacker is called; no member may be. */
  public static final String STACKER = "stacker";

  /** What looking at labels only is called; no member may be. */
  public static final String LABELS = "labels";

  /** Tells whether it is one of the race's members. */
  public boolean isMember() {
    return !member.equals(STACKER) && !member.equals(LABELS);
  }
}
