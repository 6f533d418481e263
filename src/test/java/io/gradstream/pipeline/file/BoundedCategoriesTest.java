package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.StateMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many categories have columns: by default, as asked, and when that changes. */
class BoundedCategoriesTest {

  private static final String SGD = "{sgd: {learning-rate: 0.1}}";

  private final List<Decision> decisions = new ArrayList<>();
  private final List<WindowReport> reports = new ArrayList<>();
  private final Map<Learner, LearnerRule> rules = new IdentityHashMap<>();
  private final Map<String, byte[]> stored = new TreeMap<>();

  @Test
  void reachingTheBoundIsOneDecisionThatNamesTheField() {
    Learner learner = made(rule("max-categories: 5"));
    learn(learner, 0, 60);
    assertThat(learner.predictor().categoryCount()).isEqualTo(5);
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
    Learner bounded = made(wide("missing: column"));
    learn(bounded, 0, 100_050);
    assertThat(bounded.predictor().categoryCount()).isEqualTo(100_000);
    Learner unbounded = made(wide("max-categories: unbounded"));
    learn(unbounded, 0, 100_050);
    assertThat(unbounded.predictor().categoryCount()).isEqualTo(100_050);
  }

  @Test
  void aBoundMayBeAddedToAModelAndTakenOut() {
    Learner before = made(rule("missing: column"));
    learn(before, 0, 30);
    Learner after = made(rule("max-categories: 20, other: false"));
    after.restore(blocks(before));
    assertThat(after.predictor().categories()).isEqualTo(before.predictor().categories());
    learn(after, 30, 60);
    assertThat(after.predictor().categoryCount()).isEqualTo(20);
    Learner again = made(rule("max-categories: 40, other: false"));
    again.restore(blocks(after));
    learn(again, 60, 90);
    assertThat(again.predictor().categoryCount()).isEqualTo(40);
  }

  @Test
  void thoseSeenLeastOverAWindowLeaveABoundThatWasAdded() {
    Learner before = made(rule("missing: column"));
    learn(before, 0, 26);
    Learner after = made(rule("max-categories: 4, other: false"));
    after.restore(blocks(before));
    learn(after, 20, 24); // ends a window that had begun before: not a whole one
    assertThat(after.predictor().categoryCount()).isEqualTo(26);
    for (int user : new int[] {3, 25, 17, 3, 25, 3, 17, 25, 3, 3}) {
      learn(after, user, user + 1);
    }
    assertThat(after.predictor().categoryCount()).isEqualTo(26);
    learn(after, 3, 4); // nobody refers to their rows any more

    assertThat(named(after)).containsExactly("user=u3", "user=u17", "user=u20", "user=u25");
    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.CATEGORIES_LEFT)
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.count()).isEqualTo(22);
              assertThat(left.reason())
                  .isEqualTo(
                      "user had 26 categories and may have 4 by now: the 22 that were seen least"
                          + " over a window left, and count as new ones from now on");
            });
  }

  /** What is counted is state: when a process ends changes nothing in who leaves. */
  @Test
  void aRestartAfterAnyRecordWhileTheyAreCountedChangesNoByte() {
    String bounded = "max-categories: 4, other: false, time-to-live: 1h";
    Learner before = made(rule("max-categories: 30, other: false, time-to-live: 1h"));
    learn(before, 0, 26);
    Map<String, byte[]> start = new TreeMap<>(blocks(before));
    int[] users = {20, 3, 25, 17, 3, 25, 3, 17, 25, 3, 3, 9, 3, 25, 25, 17, 3, 8, 9, 3, 25, 3};

    Learner undisturbed = made(rule(bounded));
    undisturbed.restore(start);
    TreeMap<String, byte[]> expected = new TreeMap<>(start);
    TreeMap<String, byte[]> actual = new TreeMap<>(start);
    for (int user : users) {
      learn(undisturbed, user, user + 1);
      drain(undisturbed, expected);
      Learner restarted = made(rule(bounded));
      restarted.restore(actual);
      learn(restarted, user, user + 1);
      drain(restarted, actual);
      assertThat(actual).as("after user %d", user).containsExactlyEntriesOf(expected);
    }
    assertThat(named(undisturbed)).hasSize(4);
    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.CATEGORIES_LEFT)
        .as("once in each of both")
        .hasSize(2);
  }

  private static void drain(Learner learner, Map<String, byte[]> into) {
    learner
        .state()
        .drain(
            (key, block) -> {
              if (block == BlockSink.DELETED) {
                into.remove(key);
              } else {
                into.put(key, block);
              }
            });
  }

  @Test
  void whoLeftHasNoWeightAndComesBackOnlyIfThereIsRoom() {
    Learner before = made(rule("missing: column"));
    learn(before, 0, 30);
    Learner after = made(rule("max-categories: 5, other: false"));
    after.restore(blocks(before));
    learn(after, 0, 25);
    assertThat(named(after)).hasSize(5);
    assertThat(after.predictor().weights().stream().filter(each -> each.feature().isEmpty()))
        .hasSize(25)
        .allSatisfy(each -> assertThat(each.value()).isZero());
    Learner more = made(rule("max-categories: 8, other: false"));
    more.restore(blocks(after));
    learn(more, 50, 60);
    assertThat(named(more)).hasSize(8).contains("user=u50", "user=u51", "user=u52");
    assertThat(more.predictor().categories()).as("their rows are used again").hasSize(30);
  }

  @Test
  void aBoundThatIsNotExceededChangesNothing() {
    Learner before = made(rule("missing: column"));
    learn(before, 0, 30);
    Map<String, byte[]> blocks = blocks(before);
    Learner unbounded = made(rule("max-categories: unbounded"));
    unbounded.restore(blocks);
    Learner bounded = made(rule("max-categories: 30, other: false"));
    bounded.restore(blocks);
    learn(unbounded, 0, 30);
    learn(bounded, 0, 30);
    Map<String, byte[]> expected = new TreeMap<>();
    unbounded.state().drain(expected::put);
    Map<String, byte[]> actual = new TreeMap<>();
    bounded.state().drain(actual::put);
    assertThat(actual).containsExactlyEntriesOf(expected);
  }

  @Test
  void otherFieldsKeepTheirs() {
    String fields =
        "{one-hot: [other]}, {cross: {fields: [user, other], max-categories: %s, other: false}},"
            + " {one-hot: {fields: [user], max-categories: %s, other: false}}";
    Learner before = made(parse(fields.formatted("unbounded", "unbounded")));
    learn(before, 0, 30);
    Learner after = made(parse(fields.formatted("7", "5")));
    after.restore(blocks(before));
    learn(after, 0, 30);
    assertThat(named(after)).filteredOn(name -> name.startsWith("user x other=")).hasSize(7);
    assertThat(named(after)).filteredOn(name -> name.startsWith("user=")).hasSize(5);
    assertThat(named(after)).filteredOn(name -> name.startsWith("other=")).hasSize(3);
    assertThat(after.predictor().categoryCount()).isEqualTo(15);
  }

  @Test
  void aFieldWhoseNameBeginsAsAnothersCategoryKeepsItsOwn() {
    String fields =
        "{one-hot: {fields: [user], max-categories: %s, other: false}}, {one-hot: ['user=u1']}";
    Learner before = made(parse(fields.formatted("unbounded")));
    learn(before, 0, 30);
    assertThat(named(before)).contains("user=u1=u7", "user=u1").hasSize(60);
    Learner after = made(parse(fields.formatted("3")));
    after.restore(blocks(before));
    learn(after, 0, 30);
    assertThat(named(after)).filteredOn(name -> name.startsWith("user=u1=")).hasSize(30);
    assertThat(after.predictor().categoryCount()).isEqualTo(33);
  }

  @Test
  void ofThoseSeenEquallyOftenTheOnesSeenLongestAgoLeaveWhereThatIsKept() {
    String limits = "max-categories: %d, other: false, time-to-live: 1h";
    Learner before = made(rule(limits.formatted(30)));
    learn(before, 0, 30);
    Learner after = made(rule(limits.formatted(5)));
    after.restore(blocks(before));
    for (int i = 0; i < 25; i++) {
      learn(after, 2, 3);
    }
    assertThat(named(after))
        .containsExactly("user=u2", "user=u26", "user=u27", "user=u28", "user=u29");
  }

  @Test
  void categoriesAndFieldsThatAreFullAreFiguresOfEveryWindow() {
    Learner learner = made(rule("max-categories: 15"));
    learn(learner, 0, 30);
    assertThat(reports).extracting(WindowReport::categories).containsExactly(10L, 15L, 15L);
    assertThat(reports).extracting(WindowReport::fullFields).containsExactly(0, 1, 1);
  }

  @Test
  void categoriesInsideAPcaAreCountedAndLeaveToo() {
    String pca =
        "{standard: [z]}, {pca: {components: 1, of: [{one-hot: {fields: [user], max-categories: %s, other: false}}]}}";
    Learner before = made(parse(pca.formatted("unbounded")));
    learn(before, 0, 30);
    Learner after = made(parse(pca.formatted("4")));
    after.restore(blocks(before));
    learn(after, 0, 30);
    assertThat(reports).last().extracting(WindowReport::categories).isEqualTo(4L);
    assertThat(reports).last().extracting(WindowReport::fullFields).isEqualTo(1);
    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.CATEGORIES_LEFT)
        .singleElement()
        .satisfies(left -> assertThat(left.count()).isEqualTo(26));
  }

  @Test
  void examplesThatWaitInAShuffleBufferAreLearnedBeforeTheirCategoriesLeave() {
    String shuffled = "{adam: {learning-rate: 0.1}, batch-size: 3, shuffle-buffer: 7}";
    Learner before = made(parse("{one-hot: [user]}", shuffled));
    learn(before, 0, 30);
    String bounded = "{one-hot: {fields: [user], max-categories: 5, other: false}}";
    Learner after = made(parse(bounded, shuffled));
    after.restore(blocks(before));
    learn(after, 0, 30);
    assertThat(named(after)).hasSize(5);
    assertThat(after.predictor().weights().stream().filter(each -> each.feature().isEmpty()))
        .hasSize(25)
        .allSatisfy(each -> assertThat(each.value()).isZero());
  }

  private Learner made(LearnerRule rule) {
    Learner learner = new Learner(rule);
    rules.put(learner, rule);
    return learner;
  }

  private static List<String> named(Learner learner) {
    return learner.predictor().categories().stream().filter(name -> !name.isEmpty()).toList();
  }

  @Test
  void aBoundMayBeLiftedAndSetAgain() {
    Learner before = made(rule("missing: column"));
    learn(before, 0, 30);
    Learner lifted = made(rule("max-categories: unbounded"));
    lifted.restore(blocks(before));
    learn(lifted, 30, 60);
    Learner again = made(rule("max-categories: 70, other: false"));
    again.restore(blocks(lifted));
    learn(again, 60, 90);
    assertThat(again.predictor().categoryCount()).isEqualTo(70);
    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.CATEGORIES_FULL)
        .singleElement()
        .satisfies(full -> assertThat(full.reason()).startsWith("user has 70 categories"));
    Learner more = made(rule("max-categories: 80, other: false"));
    more.restore(blocks(again));
    learn(more, 90, 120);
    assertThat(decisions)
        .filteredOn(each -> each.kind() == Decision.Kind.CATEGORIES_FULL)
        .hasSize(2);
  }

  @Test
  void aColumnOfTheOthersMayNotBeAdded() {
    Learner before = made(rule("missing: column"));
    learn(before, 0, 30);
    Learner after = made(rule("max-categories: 20"));
    assertThatThrownBy(() -> after.restore(blocks(before)))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContainingAll("one-hot: [user]", ", other'");
  }

  @Test
  void whatWasStoredWithTheBoundInItsDescriptionGoesOn() {
    Learner before = made(rule("max-categories: 20"));
    learn(before, 0, 30);
    Map<String, byte[]> blocks = blocks(before);
    String layout = new String(blocks.get("layout/0"), StandardCharsets.UTF_8);
    String old = layout.replace("[user], other", "[user], max-categories 20, other");
    assertThat(old).isNotEqualTo(layout);
    blocks.put("layout/0", old.getBytes(StandardCharsets.UTF_8));
    made(rule("max-categories: 30")).restore(blocks);
  }

  private Map<String, byte[]> blocks(Learner learner) {
    drain(learner, stored);
    return stored;
  }

  private void learn(Learner learner, int from, int to) {
    Row row = new Row(rules.get(learner).layout());
    for (int i = from; i < to; i++) {
      byte[] user = ("u" + i).getBytes(StandardCharsets.UTF_8);
      row.clear(user);
      for (int slot = 0; slot < row.layout().categories().size(); slot++) {
        boolean few = row.layout().categories().get(slot).equals("other");
        byte[] text = few ? ("o" + i % 3).getBytes(StandardCharsets.UTF_8) : user;
        row.setCategory(slot, text, 0, text.length);
      }
      row.setLabel(i % 2);
      Outcome outcome = learner.take(row, i);
      decisions.addAll(outcome.decisions());
      outcome.report().ifPresent(reports::add);
    }
  }

  private static LearnerRule rule(String limits) {
    return parse("{one-hot: {fields: [user], %s}}".formatted(limits));
  }

  /** Its windows are long, since every weight is looked at when one ends. */
  private static LearnerRule wide(String limits) {
    return parse("{one-hot: {fields: [user], %s}}".formatted(limits), SGD, 10_000);
  }

  private static LearnerRule parse(String features) {
    return parse(features, SGD);
  }

  private static LearnerRule parse(String features, String optimizer) {
    return parse(features, optimizer, 10);
  }

  private static LearnerRule parse(String features, String optimizer, int window) {
    return PipelineReader.parse(
            "p.yaml",
            """
            pipeline: p
            input: {topic: t, label: y}
            features: [%s]
            model: logistic
            optimizer: %s
            validation: {window: %d}
            """
                .formatted(features, optimizer, window),
            Map.of())
        .learner();
  }
}
