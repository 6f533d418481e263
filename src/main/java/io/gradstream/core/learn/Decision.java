package io.gradstream.core.learn;

/**
 * Something the learner decided by itself, for the decisions topic.
 *
 * @param kind what was decided
 * @param action what was done about it: {@code rollback}, {@code freeze}, {@code report}, ...
 * @param reason a sentence for people, with the figures that led to it
 * @param detail what of the data it is about, which belongs into no log; empty if nothing
 * @param window number of the window in which it was decided
 * @param step optimizer step after the decision
 * @param version model version after the decision
 * @param count how many events it speaks for
 * @param time record time, in milliseconds since the epoch
 */
public record Decision(
    Kind kind,
    String action,
    String reason,
    String detail,
    long window,
    long step,
    long version,
    long count,
    long time) {

  /** The kinds of decision. */
  public enum Kind {
    /** Learning stopped early. */
    STOP,
    /** Learning goes on after a stop, because the pipeline has no early stopping any more. */
    RESUME,
    /** Pre-training of the hidden layers ended; labels are learned from now on. */
    PRETRAINED,
    /** The learning rate was reduced because validation did not improve. */
    REDUCE_RATE,
    /** Steps were dropped because gradient, loss or a new weight was not finite. */
    DROP_STEP,
    /** Numbers lay so far outside of what was seen that they counted as the nearest seen. */
    OUTLIERS,
    /** Times of records lay so far from those around that they counted as the present. */
    STRAY_TIMES,
    /** Members of a race began anew, since what they predicted was not finite. */
    RESTART_MEMBER,
    /** Another member of a race has the least loss. */
    NEW_LEADER,
    /** Gradients all but vanish on their way to the input of a network. */
    VANISHING_GRADIENT,
    /** Gradients are far larger than they used to be. */
    EXPLODING_GRADIENT,
    /** Units of a network are active for no example. */
    DEAD_UNITS,
    /** Records of the input were deleted, or passed over, before they were read. */
    RECORDS_LOST,
    /** Records of the input came a second time and were passed over. */
    RECORDS_REPEATED,
    /** The input topic was deleted and made again. */
    TOPIC_REPLACED,
    /** The input topic has more partitions than it had. */
    PARTITIONS_ADDED,
    /** A field has as many categories as may have columns. */
    CATEGORIES_FULL,
    /** Records were given up for which no label came in time, or for which there was no room. */
    UNLABELLED,
    /** Labels came for which no record waited. */
    LABELS_UNUSED,
    /** Categories of a field left, since it may have fewer than it had. */
    CATEGORIES_LEFT
  }
}
