package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.category.BagOfCategories;
import io.gradstream.core.feature.category.Cross;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.feature.pca.Pca;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whenever a process ends while categories beyond a new bound leave, the model is the same. */
class LoweredBoundsPropertyTest {

  private static final int BEFORE = 120;
  private static final int RECORDS = 300;

  @Property(tries = 150)
  void aResumedLearnerLetsTheSameCategoriesLeave(@ForAll Random random) {
    LearnerRule before = SmallPipelines.rule(random);
    LearnerRule rule = before.withFeatures(lowered(before.features(), random));
    long seed = random.nextLong();
    int run = 1 + random.nextInt(40);
    Map<String, byte[]> once = new TreeMap<>();
    Learner first = new Learner(before);
    SmallPipelines.run(first, before, seed, 0, BEFORE);
    SmallPipelines.commit(first, once);
    Map<String, byte[]> often = new TreeMap<>(once);

    List<String> expected = goOn(rule, seed, BEFORE, RECORDS, once);
    List<String> actual = new ArrayList<>();
    for (int from = BEFORE; from < RECORDS; from += run) {
      actual.addAll(goOn(rule, seed, from, Math.min(RECORDS, from + run), often));
    }

    assertThat(actual).isEqualTo(expected);
    assertThat(often).containsExactlyEntriesOf(once);
  }

  private static List<String> goOn(
      LearnerRule rule, long seed, int from, int to, Map<String, byte[]> stored) {
    Learner learner = new Learner(rule);
    learner.restore(stored);
    List<String> seen = SmallPipelines.run(learner, rule, seed, from, to);
    SmallPipelines.commit(learner, stored);
    return seen;
  }

  private static List<Feature> lowered(List<Feature> features, Random random) {
    return features.stream().map(feature -> lowered(feature, random)).toList();
  }

  private static Feature lowered(Feature feature, Random random) {
    if (feature instanceof OneHot oneHot) {
      return new OneHot(oneHot.fields(), lowered(oneHot.limits(), random));
    }
    if (feature instanceof Cross cross) {
      return new Cross(cross.fields(), lowered(cross.limits(), random));
    }
    if (feature instanceof BagOfCategories bag) {
      return new BagOfCategories(bag.fields(), bag.count(), lowered(bag.limits(), random));
    }
    if (feature instanceof Pca pca) {
      return new Pca(lowered(pca.of(), random), pca.components(), pca.learningRate(), pca.scale());
    }
    return feature;
  }

  private static Limits lowered(Limits limits, Random random) {
    return new Limits(
        limits.minCount(),
        1 + random.nextInt(3),
        limits.other(),
        limits.missing(),
        limits.dropFirst(),
        limits.timeToLive());
  }
}
