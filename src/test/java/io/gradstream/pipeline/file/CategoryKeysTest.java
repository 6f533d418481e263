package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.category.BagOfCategories;
import io.gradstream.core.feature.category.CategoryScale;
import io.gradstream.core.feature.category.Cross;
import io.gradstream.core.feature.category.Frequency;
import io.gradstream.core.feature.category.HashBuckets;
import io.gradstream.core.feature.category.HashedText;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.category.Ordinal;
import io.gradstream.core.feature.category.TargetMean;
import io.gradstream.core.feature.dictionary.Limits;
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
    "max-categories: unbounded, false"
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
  void everySettingOfTheOthersIsTakenOver() {
    assertThat(
            features(
                """

                  - ordinal: {field: size, order: [M, 2, XL], unknown: other, scale: none}
                  - hash: {fields: [a, b], buckets: 64, signed: true}
                  - frequency: {fields: [a], max-categories: 9, scale: none}
                  - target-mean: {fields: [b], smoothing: 1.5, max-categories: 8, scale: none}
                  - bag: {fields: [tags], count: true, max-categories: 7}
                  - text: {fields: [c], buckets: 16, norm: none}
                """))
        .containsExactly(
            new Ordinal("size", List.of("M", "2", "XL"), Ordinal.Unknown.OTHER, CategoryScale.NONE),
            new HashBuckets(List.of("a", "b"), 64, true),
            new Frequency(List.of("a"), 9, CategoryScale.NONE),
            new TargetMean(List.of("b"), 1.5, 8, CategoryScale.NONE),
            new BagOfCategories(List.of("tags"), true, Limits.atMost(7)),
            new HashedText(List.of("c"), 16, HashedText.Norm.NONE));
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    assertThat(
            features(
                "[{ordinal: {field: s, order: [M, L]}}, {hash: [a]}, {frequency: [a]},"
                    + " {target-mean: [a]}, {bag: [b]}, {text: [c]}]"))
        .containsExactly(
            new Ordinal("s", List.of("M", "L"), Ordinal.Unknown.ERROR, CategoryScale.STANDARD),
            new HashBuckets(List.of("a"), 1024, false),
            new Frequency(List.of("a"), 100_000, CategoryScale.STANDARD),
            new TargetMean(List.of("a"), 20, 100_000, CategoryScale.STANDARD),
            new BagOfCategories(List.of("b"), false, Limits.DEFAULT),
            new HashedText(List.of("c"), 4096, HashedText.Norm.L2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ordinal: {field: s, order: [M]}|ordinal.order must be a list of 2 or more categories",
        "ordinal: {field: s, order: [M, M]}|ordinal.order[1] repeats 'M'",
        "ordinal: {field: s}|ordinal.order is required",
        "ordinal: {field: s, order: [a, b], unknown: drop}|ordinal.unknown must be",
        "hash: {fields: [a], buckets: 1}|hash.buckets must be a whole number from 2 to 1048576",
        "frequency: {fields: [a], max-categories: 0}|frequency.max-categories must be",
        "target-mean: {fields: [a], smoothing: -1}|target-mean.smoothing must be",
        "target-mean: [y]|target-mean[0] is the label"
      })
  void mistakesAreNamed(String encoder, String message) {
    assertThat(problems("[{" + encoder + "}]")).singleElement().asString().contains(message);
  }

  @Test
  void targetMeansOfSeveralClassesAreRefused() {
    String file = WITHOUT + "features: [{one-hot: [b]}, {target-mean: [a]}]\nmodel: softmax\n";
    assertThat(PipelineTexts.problems(file))
        .containsExactly(
            "p.yaml:3: features[1].target-mean does not go with a multiclass task: it needs labels"
                + " that are numbers; remove it");
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
