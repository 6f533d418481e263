package io.gradstream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Cross;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Limits;
import io.gradstream.core.feature.OneHot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryKeysTest {

  private static final String WITHOUT = "pipeline: p\ninput: {topic: t, label: y}\n";

  @Test
  void aFieldMayBeInSeveralCrosses() {
    assertThat(features("[{cross: [a, b]}, {cross: {fields: [b, c, d]}}, {one-hot: [a, b]}]"))
        .startsWith(new Cross(List.of("a", "b")), new Cross(List.of("b", "c", "d")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a]", "{fields: [a]}"})
  void aCrossTakesTwoOrMore(String fields) {
    assertThat(problems("[{cross: " + fields + "}]"))
        .singleElement()
        .asString()
        .contains("features[0].cross", "must be a list of 2 or more names of fields");
  }

  @Test
  void aCrossOfAFieldWithItselfOrTheLabelIsRefused() {
    assertThat(problems("[{cross: [a, a]}]")).singleElement().asString().contains("repeats 'a'");
    assertThat(problems("[{cross: [a, y]}]")).singleElement().asString().contains("is the label");
  }

  @Test
  void limitsAreTakenOver() {
    assertThat(
            features(
                "[{one-hot: {fields: [a], min-count: 5, max-categories: 100, other: false,"
                    + " missing: ignore, drop-first: true, time-to-live: 2h}}]"))
        .containsExactly(
            new OneHot(List.of("a"), new Limits(5, 100, false, false, true, 7_200_000)));
    assertThat(features("[{cross: {fields: [a, b], max-categories: 9}}]"))
        .containsExactly(new Cross(List.of("a", "b"), Limits.atMost(9)));
  }

  @ParameterizedTest
  @CsvSource({
    "min-count: 2, true",
    "max-categories: 9, true",
    "time-to-live: 1s, true",
    "drop-first: true, false",
    "max-categories: none, false"
  })
  void theOthersShareAColumnWhereThereAreAny(String limit, boolean other) {
    OneHot oneHot = (OneHot) features("[{one-hot: {fields: [a], " + limit + "}}]").get(0);
    assertThat(oneHot.limits().other()).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "min-count: 0",
        "min-count: 10001",
        "max-categories: 0",
        "missing: mean",
        "time-to-live: 0s"
      })
  void limitsHaveARange(String limit) {
    assertThat(problems("[{one-hot: {fields: [a], " + limit + "}}]"))
        .singleElement()
        .asString()
        .contains("features[0].one-hot." + limit.replaceFirst(":.*", " must be "));
  }

  @Test
  void theSameCrossTwiceIsRefused() {
    assertThat(problems("\n  - cross: [a, b]\n  - cross: [a, b]"))
        .containsExactly(
            "p.yaml:5: features[1] does not go with features[0], which is the same: cross: [a, b];"
                + " remove one");
  }

  private static List<Feature> features(String yaml) {
    return PipelineTexts.read(WITHOUT + "features: " + yaml + "\nmodel: logistic\n")
        .learner()
        .features();
  }

  private static List<String> problems(String yaml) {
    return PipelineTexts.problems(WITHOUT + "features: " + yaml + "\nmodel: logistic\n");
  }
}
