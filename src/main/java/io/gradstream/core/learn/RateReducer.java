package io.gradstream.core.learn;

import io.gradstream.core.learn.Comparison.Result;
import io.gradstream.core.optim.Plateau;
import io.gradstream.core.text.Figures;
import java.util.Optional;

/** {@link Plateau} at work: counts windows without improvement and reduces the rate. */
final class RateReducer {

  private final Plateau rule;
  private final Training training;
  private final Progress progress;
  private final BestModel best;

  RateReducer(Plateau rule, Training training, Progress progress, BestModel best) {
    this.rule = rule;
    this.training = training;
    this.progress = progress;
    this.best = best;
  }

  /** Counts a window; returns what was done and why, if the rate was reduced. */
  Optional<String> count(Result result, Validator.Verdict verdict, long step) {
    if (result == Result.UNDEFINED || result == Result.NOT_IMPROVED && !progress.hasCheckpoint()) {
      return Optional.empty();
    }
    long windows = result == Result.IMPROVED ? 0 : progress.onPlateau() + 1;
    if (windows < rule.patience() || !rule.canReduce(progress.reductions())) {
      progress.setOnPlateau(windows);
      return Optional.empty();
    }
    double before = training.rate(Math.max(1, step), progress.reductions());
    progress.setOnPlateau(0);
    progress.setReductions(progress.reductions() + 1);
    double after = training.rate(Math.max(1, step), progress.reductions());
    return Optional.of(
        "%s; learning rate %s, was %s"
            .formatted(
                best.withoutImprovement(verdict, windows),
                Figures.one(after),
                Figures.one(before)));
  }
}
