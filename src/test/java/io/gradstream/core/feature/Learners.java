package io.gradstream.core.feature;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Task;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Training;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.Sgd;
import java.util.List;
import java.util.Optional;

/** A plain learner around one encoder. */
public final class Learners {

  private Learners() {}

  public static LearnerRule of(Feature feature) {
    return new LearnerRule(
        LabelRule.binary("y"),
        List.of(feature),
        new LinearRule("logistic"),
        new LogLoss(),
        Training.of(new Sgd(0.1), 1),
        new Validation(100, Metric.all(Task.BINARY)),
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
