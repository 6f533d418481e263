package io.gradstream.pipeline.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.learn.EarlyStopping;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.state.BlockSink;
import io.gradstream.pipeline.PipelineException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Random pipelines that are small, and records for them, for properties of learners. */
final class SmallPipelines {

  private SmallPipelines() {}

  /** Returns the learner of a random file, small enough that windows and batches fill up. */
  static LearnerRule rule(Random random) {
    return learner(file(random)).orElseThrow();
  }

  /**
   * Returns a random file without contradictions, small enough that windows and batches fill up.
   */
  static ObjectNode file(Random random) {
    for (int tries = 0; tries < 200; tries++) {
      ObjectNode file = (ObjectNode) new RandomPipelines(random).next();
      shrink(file, random);
      Contradictions.settle(file, random);
      if (learner(file).isPresent()) {
        return file;
      }
    }
    throw new IllegalStateException("no pipeline without contradictions");
  }

  /**
   * Returns the learner of a file, unless its keys contradict each other or it lists no encoders.
   */
  static Optional<LearnerRule> learner(JsonNode file) {
    try {
      return Optional.of(PipelineReader.parse("p", file.toString(), Map.of()).learner());
    } catch (PipelineException e) {
      return Optional.empty();
    }
  }

  /** Makes what is counted small. */
  static void shrink(JsonNode node, Random random) {
    if (node instanceof ObjectNode section) {
      bound(section, "window", 60, random);
      bound(section, "batch-size", 12, random);
      bound(section, "patience", 4, random);
      bound(section, "warm-up", 30, random);
      bound(section, "shuffle-buffer", 20, random);
      bound(section, "records", 80, random);
      bound(section, "steps", 50, random);
      bound(section, "components", 4, random);
      bound(section, "min-count", 5, random);
      bound(section, "max-categories", 6, random);
      bound(section, "buckets", 9, random);
      if (section.has("quantiles")) {
        section.put("quantiles", 2 + random.nextInt(9));
      }
      if (section.has("time-to-live")) {
        section.put("time-to-live", (1 + random.nextInt(30)) + "s");
      }
      bound(section, "max-keys", 6, random);
      bound(section, "last", 9, random);
      bound(section, "max-values", 9, random);
      boundAll(section, "hidden", 6, random);
      boundAll(section, "steps", 30, random);
    }
    node.forEach(child -> shrink(child, random));
  }

  private static void bound(ObjectNode section, String key, int most, Random random) {
    if (section.has(key) && section.get(key).isValueNode()) {
      section.put(key, 1 + random.nextInt(most));
    }
  }

  private static void boundAll(ObjectNode section, String key, int most, Random random) {
    if (section.get(key) instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, 1 + random.nextInt(most));
      }
    }
  }

  static List<String> run(Learner learner, LearnerRule rule, long seed, int from, int to) {
    Row row = new Row(rule.layout());
    List<String> seen = new ArrayList<>();
    for (int i = from; i < to; i++) {
      fill(row, rule, new Random(seed * 1_000_003 + i));
      Outcome outcome = learner.take(row, 1000L * i, key(i));
      seen.add(outcome.refusal().isPresent() ? "refused" : text(outcome));
      if (rule.delay().isPresent()) {
        settle(learner, seen);
        label(learner, rule, seed, i, seen);
      }
    }
    return seen;
  }

  /** A model that learns no more predicts a record as the model stands, without it. */
  static LearnerRule stoppedAfterAWindow(LearnerRule rule) {
    EarlyStopping stopping =
        new EarlyStopping(
            Metric.usual(rule.task()).get(0),
            1_000_000,
            0,
            OptionalDouble.empty(),
            0,
            1,
            EarlyStopping.OnStop.FREEZE);
    return new LearnerRule(
        rule.label(),
        rule.features(),
        rule.model(),
        rule.loss(),
        rule.labels(),
        rule.training(),
        new Validation(40, rule.validation().metrics()),
        Optional.of(stopping),
        rule.weight(),
        rule.outliers(),
        Optional.empty(),
        rule.seed());
  }

  /** Returns the rule for labels that come up to a minute later, if they do at all. */
  static LearnerRule withLabelsLater(LearnerRule rule, Random random) {
    boolean assume = rule.task() != Task.MULTICLASS && random.nextBoolean();
    return rule.withDelay(
        new LabelDelay(
            List.of(),
            5_000 + random.nextInt(60_000),
            random.nextInt(5_000),
            1 + random.nextInt(60),
            assume ? OptionalDouble.of(0) : OptionalDouble.empty(),
            LabelDelay.Match.values()[random.nextInt(2)]));
  }

  private static void label(
      Learner learner, LearnerRule rule, long seed, int i, List<String> seen) {
    int of = i + 2 - new Random(seed + i).nextInt(60);
    Row row = new Row(rule.labelLayout(List.of()));
    fill(row, rule, new Random(seed * 1_000_003 + of));
    if (row.hasLabel()) {
      Outcome outcome = learner.takeLabel(row, 1000L * i, key(of));
      seen.add("label " + outcome.refusal().isPresent() + outcome.decisions());
      settle(learner, seen);
    }
  }

  private static void settle(Learner learner, List<String> seen) {
    for (var next = learner.settle(); next.isPresent(); next = learner.settle()) {
      seen.add(next.get().age() + text(next.get().outcome()));
    }
  }

  private static byte[] key(int i) {
    return ("key " + i).getBytes(StandardCharsets.UTF_8);
  }

  static String text(Outcome outcome) {
    return Double.doubleToRawLongBits(outcome.score())
        + Arrays.toString(outcome.isOfClasses() ? outcome.probabilities() : new double[0])
        + outcome.version()
        + outcome.report()
        + outcome.decisions();
  }

  static void fill(Row row, LearnerRule rule, Random random) {
    row.clear();
    for (int slot = 0; slot < row.layout().numbers().size(); slot++) {
      if (random.nextInt(5) > 0) {
        row.setNumber(slot, 2 + random.nextGaussian());
      }
    }
    for (int slot = 0; slot < row.layout().categories().size(); slot++) {
      if (random.nextInt(5) > 0) {
        row.setCategory(slot, (long) random.nextInt(8));
      }
    }
    for (int slot = 0; slot < row.layout().bags().size(); slot++) {
      for (int i = random.nextInt(5); i > 0; i--) {
        row.bag(slot).add(new byte[] {(byte) ('a' + random.nextInt(8))}, 0, 1);
      }
    }
    for (int slot = 0; slot < row.layout().instants().size(); slot++) {
      if (random.nextInt(5) > 0) {
        row.setInstant(slot, 1_700_000_000_000L + random.nextInt());
      }
    }
    if (random.nextInt(5) > 0) {
      label(row, rule, random);
    }
  }

  private static void label(Row row, LearnerRule rule, Random random) {
    List<String> classes = rule.label().classes();
    if (rule.task() == Task.MULTICLASS) {
      String name =
          classes.isEmpty() ? "c" + random.nextInt(5) : classes.get(random.nextInt(classes.size()));
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      row.setLabelText(text, 0, text.length);
    } else if (rule.task() == Task.BINARY) {
      row.setLabel(random.nextInt(2));
    } else {
      row.setLabel(Math.abs(random.nextGaussian()));
    }
  }

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
}
