package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.Predictor;
import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whoever follows the commits of a learner predicts what it predicts, and changes nothing. */
class PredictorPropertyTest {

  private static final int RECORDS = 300;

  @Property(tries = 60)
  void aPredictorThatFollowsCommitsPredictsBitForBitAsTheLearner(@ForAll Random random) {
    ObjectNode file = SmallPipelines.file(random);
    LearnerRule rule = SmallPipelines.learner(file).orElseThrow();
    if (random.nextBoolean()) {
      rule = SmallPipelines.withLabelsLater(rule, random);
    }
    Learner learner = new Learner(rule);
    Predictor follower = new Predictor(rule);
    Manifest written = new Manifest();
    Map<String, byte[]> late = new LinkedHashMap<>(); // several commits may be taken over at once
    for (int from = 0; from < RECORDS; ) {
      int to = Math.min(RECORDS, from + 1 + random.nextInt(40));
      SmallPipelines.run(learner, rule, 5, from, to);
      written.drain(List.of(learner.state()), late::put);
      from = to;
      if (random.nextInt(3) > 0 || from == RECORDS) {
        follower.apply(shuffled(late, random));
        late.clear();
        assertThat(predictions(follower, rule, to))
            .as(file.toString())
            .isEqualTo(predictions(learner.predictor(), rule, to));
      }
    }
    learner.state().drain((key, block) -> assertThat(key).as("changed by predicting").isNull());
  }

  @Property(tries = 40)
  void aPredictorThatBeginsLateIsTheOneThatFollowedFromTheStart(@ForAll Random random) {
    LearnerRule rule = SmallPipelines.rule(random);
    Learner learner = new Learner(rule);
    Predictor follower = new Predictor(rule);
    Map<String, byte[]> compacted = new LinkedHashMap<>();
    for (int from = 0; from < RECORDS; from += 50) {
      SmallPipelines.run(learner, rule, 5, from, from + 50);
      Map<String, byte[]> changed = new LinkedHashMap<>();
      new Manifest().drain(List.of(learner.state()), changed::put);
      compacted.putAll(changed);
      follower.apply(changed);
    }
    compacted.values().removeIf(block -> block == BlockSink.DELETED);
    Predictor late = new Predictor(rule);
    late.apply(shuffled(compacted, random));
    assertThat(predictions(late, rule, RECORDS)).isEqualTo(predictions(follower, rule, RECORDS));
  }

  private static Map<String, byte[]> shuffled(Map<String, byte[]> blocks, Random random) {
    List<String> keys = new ArrayList<>(blocks.keySet());
    Collections.shuffle(keys, random);
    Map<String, byte[]> shuffled = new LinkedHashMap<>();
    keys.forEach(key -> shuffled.put(key, blocks.get(key)));
    return shuffled;
  }

  private static List<String> predictions(Predictor predictor, LearnerRule rule, int now) {
    Row row = new Row(rule.layout());
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      SmallPipelines.fill(row, rule, new Random(17L * i));
      Outcome outcome =
          i % 3 == 0 ? predictor.predict(row) : predictor.predict(row, 1000L * (now + i));
      seen.add(outcome.refusal().isPresent() ? "refused" : SmallPipelines.text(outcome));
    }
    seen.add(predictor.version() + " " + predictor.step() + " " + predictor.examples());
    return seen;
  }
}
