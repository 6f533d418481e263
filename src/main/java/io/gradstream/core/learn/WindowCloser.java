package io.gradstream.core.learn;

import io.gradstream.core.feature.Outliers;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.feature.dictionary.Vocabulary;
import io.gradstream.core.learn.Comparison.Result;
import io.gradstream.core.race.MemberReport;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Optional;

/** What happens at the end of a window: it is judged, what follows is decided, all is reported. */
final class WindowCloser {

  private final LearnerRule rule;
  private final Progress progress;
  private final Window window;
  private final EncodedModel live;
  private final Diagnostics diagnostics;
  private final Outcome outcome;
  private final RecordClock clock;
  private final Outliers outliers;
  private final Dictionary dictionary;
  private final RaceWatch race;
  private final Validator validator;
  private final Optional<BestModel> bestModel;
  private final Optional<Stopper> stopper;
  private final Optional<RateReducer> reducer;
  private Optional<LateLabels> late = Optional.empty();

  WindowCloser(
      State state,
      LearnerRule rule,
      Predictor predictor,
      EncodedModel best,
      Diagnostics diagnostics,
      Outcome outcome) {
    this.rule = rule;
    this.diagnostics = diagnostics;
    this.outcome = outcome;
    progress = predictor.progress();
    window = predictor.window();
    live = predictor.live();
    clock = predictor.clock();
    dictionary = predictor.dictionary();
    outliers = predictor.memories().outliers();
    race = new RaceWatch(state, live.model());
    validator = new Validator(state, rule);
    bestModel = rule.comparison().map(by -> new BestModel(by, progress, live, best));
    stopper =
        rule.earlyStopping()
            .flatMap(stop -> bestModel.map(model -> new Stopper(stop, progress, model)));
    reducer =
        rule.training()
            .plateau()
            .flatMap(
                plateau ->
                    bestModel.map(
                        model -> new RateReducer(plateau, rule.training(), progress, model)));
  }

  /**
   * Returns how the members of a race fare in the window being filled; empty for one rule alone.
   */
  List<MemberReport> members() {
    List<MemberReport> members = race.reports();
    return members.size() > 1 ? members : List.of();
  }

  /** Lets it tell of labels that come later, too. */
  void tellOf(LateLabels labels) {
    late = Optional.of(labels);
  }

  /** Notes that the record added last was predicted before there was a checkpoint. */
  void missedComparison() {
    late.ifPresent(labels -> labels.counts().missedComparison());
  }

  /**
   * Tells what became of records and labels that did not meet, if it is much: where no labels come,
   * no window is ever full.
   */
  void tellIfMuch(long time) {
    if (late.isPresent() && late.get().counts().untold() >= rule.validation().window()) {
      reportUnmet(time);
    }
  }

  /** Tells whether the checkpoint is to be scored beside the live model. */
  boolean compares() {
    return bestModel.isPresent() && progress.hasCheckpoint();
  }

  /**
   * Judges the full window, decides, reports and begins the next one.
   *
   * @param pretraining whether labels are not learned yet, so that nothing follows from the verdict
   */
  void close(long time, boolean pretraining) {
    Validator.Verdict verdict = validator.judge(window);
    progress.addValidated(window.size());
    List<LayerReport> layers = diagnostics.reports();
    List<MemberReport> members = race.reports();
    boolean learning = !progress.stopped() && !pretraining;
    boolean comparable = late.map(each -> each.counts().isComparable(window.size())).orElse(true);
    Result result =
        learning && comparable
            ? bestModel.map(best -> best.judge(verdict)).orElse(Result.UNDEFINED)
            : Result.UNDEFINED;
    long without = progress.withoutImprovement();
    if (window.dropped() > 0) {
      reportDropped(time);
    }
    reportStrays(time);
    reportFull(time);
    reportUnmet(time);
    if (!progress.stopped()) {
      dictionary.windowClosed();
    }
    RaceWatch.restarts(members)
        .ifPresent(
            reason ->
                decide(Decision.Kind.RESTART_MEMBER, "restart", reason, restarts(members), time));
    race.newLeader(members)
        .ifPresent(reason -> decide(Decision.Kind.NEW_LEADER, "report", reason, 1, time));
    if (learning) {
      reduce(result, verdict, time);
      stop(verdict, layers, time);
    }
    if (!pretraining) { // no step was taken by labels, so no gradient or unit was watched
      GradientWarning.of(layers, diagnostics::usualGradient)
          .forEach(warning -> warn(warning, time));
    }
    outcome.reported(report(verdict, result == Result.IMPROVED, without, layers, members));
    diagnostics.next();
    race.next();
    window.next();
    outliers.next();
    clock.next();
    late.ifPresent(each -> each.counts().next());
  }

  /**
   * A model that was stopped learns again once its pipeline has no early stopping; returns whether
   * it begins to.
   */
  boolean resumesUnbound(long time) {
    if (!progress.stopped() || stopper.isPresent()) {
      return false;
    }
    progress.setStopped(false);
    progress.setHasCheckpoint(false);
    decide(Decision.Kind.RESUME, "learn", "the pipeline has no early stopping any more", 1, time);
    return true;
  }

  private void warn(GradientWarning warning, long time) {
    decide(warning.kind(), "report", warning.reason(), warning.layers(), time);
  }

  /** What was too far outside to be believed is named, with where it came from. */
  private void reportStrays(long time) {
    for (Outliers.Report report : outliers.reports()) {
      decide(
          Decision.Kind.OUTLIERS,
          report.believed() > 0 ? "follow" : "winsorise",
          report.reason(),
          "value %s".formatted(report.last()),
          report.strays() + report.believed(),
          time);
    }
    if (clock.strays() > 0) {
      decide(
          Decision.Kind.STRAY_TIMES,
          "report",
          clock.reason(),
          clock.detail(),
          clock.strays(),
          time);
    }
  }

  /** That categories left is said when they do, which is between windows. */
  void reportLeft(long time) {
    for (Vocabulary.Left left : dictionary.left()) {
      String reason =
          "%s had %,d categories and may have %,d by now: the %,d that were seen least over a window left, and count as new ones from now on"
              .formatted(left.title(), left.most() + left.count(), left.most(), left.count());
      decide(Decision.Kind.CATEGORIES_LEFT, "forget", reason, left.count(), time);
    }
  }

  private void reportFull(long time) {
    for (Vocabulary.Full full : dictionary.full()) {
      String reason =
          "%s has %,d categories, as many as have columns: new ones have none of their own, %,d times in this window. Let max-categories be more or 'unbounded' if there is memory for them, or give the field to 'hash'"
              .formatted(full.title(), full.most(), full.refused());
      decide(Decision.Kind.CATEGORIES_FULL, "limit", reason, full.refused(), time);
    }
  }

  /** What did not meet is said once a window. */
  private void reportUnmet(long time) {
    if (late.isEmpty() || late.get().counts().untold() == 0) {
      return;
    }
    LabelCounts counts = late.get().counts();
    if (counts.givenUpRecently() > 0) {
      String reason = "records without a label: " + counts.givenUp();
      decide(Decision.Kind.UNLABELLED, "drop", reason, counts.givenUpRecently(), time);
    }
    if (counts.unusedRecently() > 0) {
      String reason = "labels without a record: " + counts.unused();
      decide(Decision.Kind.LABELS_UNUSED, "drop", reason, counts.unusedRecently(), time);
    }
    counts.told();
  }

  private void reportDropped(long time) {
    long steps = window.dropped();
    String reason = "gradient, loss or a new weight of " + steps + " steps was not finite";
    decide(Decision.Kind.DROP_STEP, "drop", reason, steps, time);
  }

  private void reduce(Result result, Validator.Verdict verdict, long time) {
    reducer
        .flatMap(each -> each.count(result, verdict, live.step()))
        .ifPresent(reason -> decide(Decision.Kind.REDUCE_RATE, "reduce", reason, 1, time));
  }

  private void stop(Validator.Verdict verdict, List<LayerReport> layers, long time) {
    stopper
        .flatMap(each -> each.judge(verdict, layers, live.step()))
        .ifPresent(stop -> decide(Decision.Kind.STOP, stop.action(), stop.reason(), 1, time));
  }

  void decide(Decision.Kind kind, String action, String reason, long count, long time) {
    decide(kind, action, reason, "", count, time);
  }

  private void decide(
      Decision.Kind kind, String action, String reason, String detail, long count, long time) {
    outcome.decided(
        new Decision(
            kind,
            action,
            reason,
            detail,
            window.number(),
            live.step(),
            progress.version(),
            count,
            time));
  }

  private static long restarts(List<MemberReport> members) {
    return members.stream().mapToLong(MemberReport::restarts).sum();
  }

  private WindowReport report(
      Validator.Verdict verdict,
      boolean improved,
      long without,
      List<LayerReport> layers,
      List<MemberReport> members) {
    return new WindowReport(
        window.number(),
        window.size(),
        window.firstTime(),
        window.lastTime(),
        verdict.model(),
        verdict.checkpoint(),
        verdict.noChange(),
        verdict.majority(),
        progress.validated(),
        validator.total(),
        validator.smoothed(),
        validator.totalNoChange(),
        validator.totalMajority(),
        rule.training().rate(Math.max(1, live.step()), progress.reductions()),
        window.meanNorm(),
        window.clipped(),
        window.dropped(),
        outliers.count(),
        dictionary.sizeOfAll(),
        dictionary.fullFields(),
        live.step(),
        progress.version(),
        improved,
        without,
        !progress.stopped(),
        layers,
        members.size() > 1 ? members : List.of(),
        late.map(LateLabels::report));
  }
}
