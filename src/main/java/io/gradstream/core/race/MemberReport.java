package io.gradstream.core.race;

/**
 * How a member of a race fared in a window.
 *
 * @param member its name, or {@code stacker} for what is made of all of them
 * @param weight its weight in the mixture at the end of the window, in [0, 1]; those of the stacker
 *     and of all members add up to 1
 * @param stacking its weight in the stacker; NaN for the stacker itself, and for losses that are not
 *     stacked
 * @param loss its mean loss over the examples, log-loss of a classifier, absolute error of a
 *     regression; NaN without examples
 * @param examples how many were learned in the window, each predicted before
 * @param restarts how often it began anew, since it was not finite
 */
public record MemberReport(
    String member, double weight, double stacking, double loss, long examples, long restarts) {

  /** What the stacker is called; no member may be. */
  public static final String STACKER = "stacker";
}
