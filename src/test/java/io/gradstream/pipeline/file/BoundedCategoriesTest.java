package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.StateMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many categories have columns: by default, as asked, and when that changes. */
class BoundedCategoriesTest {

  private final List<Decision> decisions = new ArrayList<>();
  private final Map<String, byte[]> stored = new TreeMap<>();

  @Test
  void reachingTheBoundIsOneDecisionThatNamesTheField() {
    Learner learner = new Learner(rule("max-categories: 5"));
    learn(learner, 0, 60);
    assertThat(learner.categoryCount()).isEqualTo(5);
    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.CATEGORIES_FULL)
        .singleElement()
        .satisfies(
            full ->
                assertThat(full.reason())
                    .startsWith("user has 5 categories, as many as have columns")
                    .doesNotContain("u5"));
  }

  @Test
  void anIdHasAtMostTheDefaultUnlessItIsToBeUnbounded() {
    Learner bounded = new Learner(rule("missing: column"));
    learn(bounded, 0, 100_050);
    assertThat(bounded.categoryCount()).isEqualTo(100_000);
    Learner unbounded = new Learner(rule("max-categories: unbounded"));
    learn(unbounded, 0, 100_050);
    assertThat(unbounded.categoryCount()).isEqualTo(100_050);
  }

  @Test
  void aBoundMayBeAddedToAModelAndTakenOut() {
    Learner before = new Learner(rule("missing: column"));
    learn(before, 0, 30);
    Learner after = new Learner(rule("max-categories: 20, other: false"));
    after.restore(blocks(before));
    assertThat(after.categories()).isEqualTo(before.categories());
    learn(after, 30, 60);
    assertThat(after.categoryCount()).isEqualTo(30);
    Learner again = new Learner(rule("max-categories: 40, other: false"));
    again.restore(blocks(after));
    learn(again, 60, 90);
    assertThat(again.categoryCount()).isEqualTo(40);
  }

  @Test
  void aBoundMayBeLiftedAndSetAgain() {
    Learner before = new Learner(rule("missing: column"));
    learn(before, 0, 30);
    Learner lifted = new Learner(rule("max-categories: unbounded"));
    lifted.restore(blocks(before));
    learn(lifted, 30, 60);
    Learner again = new Learner(rule("max-categories: 70, other: false"));
    again.restore(blocks(lifted));
    learn(again, 60, 90);
    assertThat(again.categoryCount()).isEqualTo(70);
    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.CATEGORIES_FULL)
        .singleElement()
        .satisfies(full -> assertThat(full.reason()).startsWith("user has 70 categories"));
    Learner more = new Learner(rule("max-categories: 80, other: false"));
    more.restore(blocks(again));
    learn(more, 90, 120);
    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.CATEGORIES_FULL)
        .hasSize(2);
  }

  @Test
  void aColumnOfTheOthersMayNotBeAdded() {
    Learner before = new Learner(rule("missing: column"));
    learn(before, 0, 30);
    Learner after = new Learner(rule("max-categories: 20"));
    assertThatThrownBy(() -> after.restore(blocks(before)))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContainingAll("one-hot: [user]", ", other'");
  }

  @Test
  void whatWasStoredWithTheBoundInItsDescriptionGoesOn() {
    Learner before = new Learner(rule("max-categories: 20"));
    learn(before, 0, 30);
    Map<String, byte[]> blocks = blocks(before);
    String layout = new String(blocks.get("layout/0"), StandardCharsets.UTF_8);
    String old = layout.replace("[user], other", "[user], max-categories 20, other");
    assertThat(old).isNotEqualTo(layout);
    blocks.put("layout/0", old.getBytes(StandardCharsets.UTF_8));
    new Learner(rule("max-categories: 30")).restore(blocks);
  }

  private Map<String, byte[]> blocks(Learner learner) {
    learner
        .state()
        .drain(
            (key, block) -> {
              if (block == BlockSink.DELETED) {
                stored.remove(key);
              } else {
                stored.put(key, block);
              }
            });
    return stored;
  }

  private void learn(Learner learner, int from, int to) {
    Row row = new Row(rule("missing: column").layout());
    for (int i = from; i < to; i++) {
      byte[] user = ("u" + i).getBytes(StandardCharsets.UTF_8);
      row.clear(user);
      row.setCategory(0, user, 0, user.length);
      row.setLabel(i % 2);
      Outcome outcome = learner.take(row, i);
      decisions.addAll(outcome.decisions());
    }
  }

  private static LearnerRule rule(String limits) {
    return PipelineReader.parse(
            "p.yaml",
            """
            pipeline: p
            input: {topic: t, label: y}
            features: [{one-hot: {fields: [user], %s}}]
            model: logistic
            optimizer: {sgd: {learning-rate: 0.1}}
            validation: {window: 10}
            """
                .formatted(limits),
            Map.of())
        .learner();
  }
}
