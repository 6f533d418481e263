package io.gradstream.core.learn;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.model.ModelRule;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.state.BlockSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Streams of made-up records for tests: two numbers, a category, a label that depends on them. */
final class Streams {

  static final List<Metric> METRICS = Metric.all(Task.BINARY);

  private Streams() {}

  static LearnerRule rule(Optimizer optimizer, int batch, int window, EarlyStopping... stopping) {
    return new LearnerRule(
        LabelRule.binary("y"),
        List.of(new Standard(List.of("a", "b"), Missing.MEAN), new OneHot(List.of("c"))),
        new LinearRule("logistic"),
        new LogLoss(),
        TrainingBuilder.of(optimizer, batch).clipNorm(100).penalties(0, 0.001).build(),
        new Validation(window, METRICS),
        Optional.ofNullable(stopping.length == 0 ? null : stopping[0]),
        Optional.empty(),
        0);
  }

  /** Returns the rule with another model and a seed that is not the default. */
  static LearnerRule with(ModelRule model, LearnerRule rule) {
    return new LearnerRule(
        rule.label(),
        rule.features(),
        model,
        rule.loss(),
        rule.training(),
        rule.validation(),
        rule.earlyStopping(),
        rule.weight(),
        7);
  }

  /** Fills {@code row} with record number {@code i} of the stream of {@code seed}. */
  static void fill(Row row, long seed, int i) {
    Random random = new Random(seed * 1_000_003 + i);
    row.clear();
    double a = random.nextGaussian();
    if (random.nextInt(10) > 0) {
      row.setNumber(0, a);
    }
    row.setNumber(1, 5 + 3 * random.nextGaussian());
    int category = random.nextInt(1 + Math.min(i, 40));
    if (category > 0) {
      byte[] text = ("c" + category).getBytes(StandardCharsets.UTF_8);
      row.setCategory(0, text, 0, text.length);
    }
    if (random.nextInt(8) > 0) {
      row.setLabel(a + 0.3 * random.nextGaussian() > 0 ? 1 : 0);
    }
  }

  /** Moves the changed blocks of a learner into {@code store}. */
  static void commit(Learner learner, Map<String, byte[]> store) {
    learner
        .state()
        .drain(
            (key, block) -> {
              if (block == BlockSink.DELETED) {
                store.remove(key);
              } else {
                store.put(key, block);
              }
            });
  }

  /** Returns a learner that continues from {@code store}. */
  static Learner restore(LearnerRule rule, Map<String, byte[]> store) {
    Learner learner = new Learner(rule);
    learner.restore(store);
    return learner;
  }

  static Map<String, byte[]> store() {
    return new TreeMap<>();
  }
}
