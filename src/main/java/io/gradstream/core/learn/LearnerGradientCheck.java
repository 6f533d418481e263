package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.model.GradientCheck;
import io.gradstream.core.model.GradientModel;
import io.gradstream.core.model.ParameterGroup;
import io.gradstream.core.model.Parameters;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.state.State;
import java.util.List;

/**
 * Checks the gradients of a learner's very model and loss on a batch of its records.
 *
 * <p>The records are counted into the encoders first and encoded then, each with weight 1. Weights
 * are moved off their start by normal noise of {@value #NOISE}, for at zeros much cancels out that
 * should be seen. Penalties are not part of it. Nothing is left behind.
 */
public final class LearnerGradientCheck {

  private static final double NOISE = 0.1;
  private static final int STEP = 1;

  /** Stands in for rules that do without a gradient of the whole model. */
  private static final Training BY_SGD = Training.of(new Sgd(1), 1);

  private final LearnerRule rule;
  private final Dictionary dictionary;
  private final EncodedModel scorer;
  private final MiniBatch batch;
  private final boolean several;
  private final ClassNames classes;

  /** Creates a check that has no records. */
  public LearnerGradientCheck(LearnerRule of) {
    rule = of.training().optimizer() instanceof GradientOptimizer ? of : of.withTraining(BY_SGD);
    State state = new State();
    int fixed = rule.fixedParameters();
    dictionary = new Dictionary(state, fixed);
    scorer =
        new EncodedModel(
            state.scope("live"), rule, dictionary, new Memories(state, rule.outliers()), fixed);
    batch = new MiniBatch(state);
    several = rule.task() == Task.MULTICLASS;
    classes = new ClassNames(state, rule.label(), new Row(rule.layout()));
  }

  /** Counts a record into the encoders; to be called for all before any is added. */
  public void observe(Row row) {
    scorer.observe(row);
    scorer.model().grow(dictionary.rowCount());
    if (several && row.hasLabel()) {
      classes.admit(row);
      scorer.widen(classes.size());
    } else if (row.hasLabel()) {
      scorer.learnLabel(row);
    }
  }

  /** Adds a record with a label to the batch. */
  public void add(Row row) {
    scorer.score(row);
    double label = several ? classes.admit(row) : row.label();
    batch.add(scorer.features(), label, 1, 0);
  }

  /** Returns how many records were added. */
  int size() {
    return batch.size();
  }

  /** Compares the gradients of the batch, of one record or more; moves the weights first. */
  public List<GradientCheck.Result> run() {
    GradientModel model = (GradientModel) scorer.model();
    Randomness noise = new Randomness(rule.seed()).split("gradient-check");
    for (int i = 0; i < model.groups().size(); i++) {
      move(model.groups().get(i), noise, i);
    }
    return GradientCheck.run(model, scorer.loss(), scorer.targets(batch), STEP);
  }

  private static void move(ParameterGroup group, Randomness noise, int stream) {
    Parameters parameters = group.parameters();
    int width = parameters.width();
    for (int row = 0; row < parameters.rows(); row++) {
      for (int unit = 0; unit < width; unit++) {
        double by = NOISE * noise.gaussian(stream, (long) row * width + unit);
        parameters.setWeight(row, unit, parameters.weight(row, unit) + by);
      }
    }
  }
}
