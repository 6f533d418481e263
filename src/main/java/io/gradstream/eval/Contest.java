package io.gradstream.eval;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import io.gradstream.eval.ColumnUse.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Candidates for a pipeline, tried on a sample one after the other; the best is kept.
 *
 * <p>A candidate wins by the loss over all rows, each predicted before it is learned. One that
 * costs more has to be better by more than a simpler one.
 */
final class Contest {

  private static final double SIMPLER = 0.998;
  private static final double OF_NETWORK = 0.985;
  private static final double NEARLY_NOTHING = 0.1;
  private static final double OF_FEWER = 0.975;
  private static final int MOST_LAGGED = 10;
  private static final int FIRST = 5000; // rows on which columns are settled, one by one

  private static final String OF_RECORDS_BEFORE = "  - lag: {label: true, steps: [1, 2]}\n";

  /**
   * When labels come late those of the records before are not known; those that are, are of any.
   */
  private static final String KNOWN_BY_THEN = "  - rolling: {label: true, last: 20}\n";

  private final Task task;
  private final Metric metric;
  private final Function<Candidate, LearnerRule> rules;
  private final SampleTrial trial;
  private final String lastLabels;
  private final List<Tried> tried = new ArrayList<>();
  private Tried best;

  /** A candidate and how it fared; its loss is infinite where it is not defined. */
  record Tried(Candidate candidate, Evaluation evaluation, double loss) {}

  /**
   * Tries the encoders of a sample's columns.
   *
   * @param label the column to predict
   * @param late when labels are known, if later than their rows
   * @param rules makes a learner of a candidate
   */
  Contest(
      Sample sample,
      SampleColumn label,
      Optional<LateSample> late,
      Encoders encoders,
      Function<Candidate, LearnerRule> rules) {
    task = LabelGuess.of(label).task();
    this.rules = rules;
    metric = Metric.usual(task).get(0);
    trial = new SampleTrial(sample, late);
    lastLabels = late.isPresent() ? KNOWN_BY_THEN : OF_RECORDS_BEFORE;
    Encoders settled = new WholeNumbers(sample, this::lossOfFirst).settle(encoders);
    best = run(Candidate.of("curves of numbers", settled));
    challenge();
    if (task == Task.REGRESSION && Skew.of(label)) {
      logarithms();
    }
    withoutNoise(encoders().withoutNoise(label));
    Tried network = run(best.candidate().withNetwork("the best of these, and a network"));
    keepIfLess(network, OF_NETWORK);
  }

  private void challenge() {
    if (!encoders().numbers().isEmpty()) {
      challenge("numbers as they are", encoders().choice().withNumbers("standard"));
    }
    if (encoders().has(Kind.SKEWED)) {
      challenge("logarithms of amounts", encoders().choice().withSkewed("log1p"));
    }
    if (encoders().has(Kind.MANY) && task != Task.MULTICLASS) {
      challenge("mean labels of ids", encoders().choice().withMany("target-mean"));
    }
  }

  private void challenge(String name, Encoders.Choice choice) {
    keepIfLess(run(best.candidate().with(name, encoders().with(choice))), SIMPLER);
  }

  /**
   * With logarithms predictions are nearer to the median, which alone makes the absolute error
   * less: they have to be no worse by the squared one, too.
   */
  private void logarithms() {
    Tried challenger = run(best.candidate().withLogarithms("logarithm of the label"));
    List<Metric> squared = List.of(Metric.RMSE);
    double rmse = challenger.evaluation().model(squared).get(Metric.RMSE);
    if (rmse <= best.evaluation().model(squared).get(Metric.RMSE)) {
      keepIfLess(challenger, SIMPLER);
    }
    if (best == challenger && !encoders().numbers().isEmpty()) { // products are sums now
      challenge("... and numbers as they are", encoders().choice().withNumbers("standard"));
    }
  }

  /**
   * Columns that tell nothing are kept, for they may tell more in time; but where the others tell
   * nearly all, they are most of the loss.
   */
  private void withoutNoise(Encoders fewer) {
    boolean tellNearlyAll = best.loss() < NEARLY_NOTHING * loss(Baseline.MAJORITY);
    if (tellNearlyAll && !fewer.isEmpty() && fewer != encoders()) {
      keepIfLess(run(Candidate.of("without what tells nothing alone", fewer)), OF_FEWER);
    }
  }

  /** Returns the encoders of the best so far. */
  Encoders encoders() {
    return best.candidate().encoders();
  }

  private double lossOfFirst(Encoders encoders) {
    Evaluation evaluation = trial.ofFirst(FIRST, rules.apply(Candidate.of("", encoders)));
    return evaluation.model(List.of(metric)).get(metric);
  }

  private Tried run(Candidate candidate) {
    Evaluation evaluation = trial.of(rules.apply(candidate));
    double loss = evaluation.model(List.of(metric)).get(metric);
    Tried result =
        new Tried(candidate, evaluation, Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss);
    tried.add(result);
    return result;
  }

  private void keepIfLess(Tried challenger, double share) {
    if (challenger.loss() < share * best.loss()) {
      best = challenger;
    }
  }

  /** Tries the best with the labels that are known when a record comes, as one more feature. */
  Optional<Tried> withLastLabel() {
    return task == Task.MULTICLASS
        ? Optional.empty()
        : Optional.of(run(best.candidate().withPast("... with the last labels", lastLabels)));
  }

  /** Tries the best with numbers of the record before. */
  Optional<Tried> withLastNumbers(List<String> numbers) {
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    String fields =
        Encoders.list(numbers.subList(0, Math.min(MOST_LAGGED, numbers.size())), "        ");
    return Optional.of(
        run(
            best.candidate()
                .withPast(
                    "... with the last numbers",
                    "  - lag:\n      fields: %s%n      steps: [1]%n".formatted(fields))));
  }

  /** Makes a candidate the best, whatever its loss. */
  void choose(Tried chosen) {
    best = chosen;
  }

  Tried best() {
    return best;
  }

  List<Tried> tried() {
    return tried;
  }

  /** Returns on how many rows the candidates were tried. */
  int rows() {
    return trial.rows();
  }

  Metric metric() {
    return metric;
  }

  double loss(Baseline baseline) {
    return best.evaluation().baseline(baseline, List.of(metric)).get(metric);
  }

  /** Tells whether a candidate is better than a baseline by the loss and by what people ask for. */
  boolean beats(Tried candidate, Baseline baseline) {
    Metric asked = task == Task.REGRESSION ? Metric.RMSE : Metric.ACCURACY;
    List<Metric> both = List.of(metric, asked);
    Scores model = candidate.evaluation().model(both);
    Scores other = candidate.evaluation().baseline(baseline, both);
    boolean more =
        task == Task.REGRESSION
            ? model.get(asked) < other.get(asked)
            : model.get(asked) > other.get(asked);
    return candidate.loss() < other.get(metric) && more;
  }
}
