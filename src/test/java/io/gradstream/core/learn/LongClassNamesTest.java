package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.Sgd;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Classes and categories whose texts are long and begin alike are still told apart by name. */
class LongClassNamesTest {

  private static final String PATH = "https://example.org/shop/".repeat(4);
  private static final List<String> CLASSES = List.of(PATH + "shoes", PATH + "hats", "short");

  @Test
  void everyClassHasANameOfItsOwn() {
    Learner learner = new Learner(rule(List.of(), ClassWeights.NONE));
    for (int i = 0; i < 6; i++) {
      observe(learner, CLASSES.get(i % 3), i);
    }
    assertThat(learner.predictor().classNames())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .contains("short");
    assertThat(learner.predictor().classNames())
        .allMatch(name -> name.length() <= ClassNames.NAME_LIMIT);
  }

  @Test
  void givenClassesAreCalledAsThoseThatAppear() {
    Learner learner = new Learner(rule(CLASSES, ClassWeights.NONE));
    CLASSES.forEach(name -> observe(learner, name, 0));
    assertThat(learner.predictor().classNames())
        .isEqualTo(CLASSES.stream().map(ClassNames::nameOf).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void aWeightByTheFullNameCounts() {
    ClassWeights weights = new ClassWeights(false, Map.of(CLASSES.get(1), 0.0));
    for (List<String> given : List.of(List.<String>of(), CLASSES)) {
      Learner learner = new Learner(rule(given, weights));
      long before = learner.version();
      observe(learner, CLASSES.get(1), 0);
      assertThat(learner.version()).isEqualTo(before);
      observe(learner, CLASSES.get(0), 1);
      assertThat(learner.version()).isEqualTo(before + 1);
    }
  }

  @Test
  void longCategoriesOfOneBeginningHaveNamesOfTheirOwn() {
    Learner learner = new Learner(rule(List.of(), ClassWeights.NONE));
    CLASSES.forEach(name -> observe(learner, name, 0));
    assertThat(learner.predictor().categories())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .contains("c=short");
  }

  private static LearnerRule rule(List<String> given, ClassWeights weights) {
    return new LearnerRule(
        LabelRule.classes("y", given, 10),
        List.of(new Standard(List.of("a"), Missing.MEAN), new OneHot(List.of("c"))),
        new LinearRule("softmax"),
        new SoftmaxCrossEntropy(),
        TrainingBuilder.of(new Sgd(0.1), 1).classWeights(weights).build(),
        new Validation(50, Metric.usual(Task.MULTICLASS)),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** Observes a record whose class and category are one text. */
  private static void observe(Learner learner, String text, int i) {
    Row row = new Row(rule(List.of(), ClassWeights.NONE).layout());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    row.clear();
    row.setNumber(0, i);
    row.setCategory(0, bytes, 0, bytes.length);
    row.setLabelText(bytes, 0, bytes.length);
    learner.take(row, i);
  }
}
