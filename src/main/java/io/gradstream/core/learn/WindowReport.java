package io.gradstream.core.learn;

import io.gradstream.core.metric.Scores;
import io.gradstream.core.race.MemberReport;
import java.util.List;
import java.util.Optional;

/**
 * What a full validation window showed, for the metrics topic.
 *
 * @param window number of the window, from 1
 * @param count labelled records in it
 * @param firstTime record time of its first record, in milliseconds since the epoch
 * @param lastTime record time of its last record
 * @param model the live model, each record scored before it was learned from
 * @param checkpoint the best checkpoint on the same rows, once there is one
 * @param noChange the predictor that repeats the last label
 * @param majority the predictor of the more frequent class
 * @param totalCount labelled records in all windows so far
 * @param total the live model over all windows so far
 * @param smoothed the live model's exponentially weighted average over windows
 * @param totalNoChange the no-change predictor over all windows so far
 * @param totalMajority the majority predictor over all windows so far
 * @param learningRate the optimizer's rate, NaN for one that has none
 * @param gradientNorm mean norm of the window's gradients before clipping, NaN without steps
 * @param clippedSteps steps of the window whose gradient was clipped
 * @param droppedSteps steps of the window that were dropped as not finite
 * @param outliers numbers of the window that lay too far outside of what was seen
 * @param categories how many categories have columns at its end
 * @param fullFields how many fields have as many categories as may have columns
 * @param step optimizer step at the end
 * @param version model version at the end
 * @param improved whether the live model became the best checkpoint
 * @param withoutImprovement windows in a row without improvement
 * @param learning whether the model still learns
 * @param layers how each layer fared
 * @param members how each member of a race fared; empty for one rule alone
 * @param labels how labels fared, where they come in records of their own
 */
public record WindowReport(
    long window,
    int count,
    long firstTime,
    long lastTime,
    Scores model,
    Optional<Scores> checkpoint,
    Scores noChange,
    Scores majority,
    long totalCount,
    Scores total,
    Scores smoothed,
    Scores totalNoChange,
    Scores totalMajority,
    double learningRate,
    double gradientNorm,
    long clippedSteps,
    long droppedSteps,
    long outliers,
    long categories,
    int fullFields,
    long step,
    long version,
    boolean improved,
    long withoutImprovement,
    boolean learning,
    List<LayerReport> layers,
    List<MemberReport> members,
    Optional<LabelReport> labels) {

  /** Copies the lists. */
  public WindowReport {
    layers = List.copyOf(layers);
    members = List.copyOf(members);
  }
}
