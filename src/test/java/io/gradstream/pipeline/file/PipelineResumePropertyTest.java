package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a pipeline file can say, a restored learner is, bit for bit, the uninterrupted one. */
class PipelineResumePropertyTest {

  private static final int RECORDS = 250;

  @Property(tries = 150)
  void aResumedLearnerEqualsAnUninterruptedOne(@ForAll Random random) {
    LearnerRule prompt = SmallPipelines.rule(random);
    LearnerRule rule =
        random.nextInt(3) > 0 ? prompt : SmallPipelines.withLabelsLater(prompt, random);
    long seed = random.nextLong();
    int run = 1 + random.nextInt(60);

    Map<String, byte[]> once = new TreeMap<>();
    Learner whole = new Learner(rule);
    List<String> expected = SmallPipelines.run(whole, rule, seed, 0, RECORDS);
    SmallPipelines.commit(whole, once);

    Map<String, byte[]> often = new TreeMap<>();
    List<String> actual = new ArrayList<>();
    for (int from = 0; from < RECORDS; from += run) {
      Learner learner = new Learner(rule);
      learner.restore(often);
      actual.addAll(SmallPipelines.run(learner, rule, seed, from, Math.min(RECORDS, from + run)));
      SmallPipelines.commit(learner, often);
    }

    assertThat(actual).isEqualTo(expected);
    assertThat(often).containsExactlyEntriesOf(once);
  }
}
