package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.problems;
import static io.gradstream.pipeline.file.PipelineTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Bucketise;
import io.gradstream.core.feature.number.Combination;
import io.gradstream.core.feature.number.Derived;
import io.gradstream.core.feature.number.Elementwise;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Scaled;
import io.gradstream.core.feature.number.Scaling;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.feature.pca.Pca;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericKeysTest {

  private static final List<String> A = List.of("a");
  private static final List<String> AB = List.of("a", "b");

  private static String file(String... encoders) {
    return "pipeline: p\ninput: {topic: t, label: y}\nmodel: logistic\nfeatures:\n  - "
        + String.join("\n  - ", encoders);
  }

  @Test
  void everyEncoderArrivesWithItsDefaults() {
    assertThat(
            read(file(
                    "hats: [a, b]",
                    "min-max: [a, b]",
                    "max-abs: [a, b]",
                    "robust: [a, b]",
                    "exponential: [a, b]",
                    "bucketise: [a, b]",
                    "log1p: [a, b]",
                    "power: [a, b]",
                    "polynomial: [a, b]",
                    "ratio: [a, b]",
                    "difference: [a, b]"))
                .learner()
                .features())
        .containsExactly(
            new Hats(AB, Missing.MEAN),
            new Scaled(AB, Missing.MEAN, new Scaling.MinMax()),
            new Scaled(AB, Missing.MEAN, new Scaling.MaxAbs()),
            new Scaled(AB, Missing.MEAN, new Scaling.Robust(1000)),
            new Scaled(AB, Missing.MEAN, new Scaling.Exponential(0.999)),
            new Bucketise(AB, new Bucketise.Quantiles(10, 1000)),
            new Derived(new Elementwise.Log1p(AB), Missing.MEAN, true),
            new Derived(new Elementwise.Power(AB, 0.5), Missing.MEAN, true),
            new Derived(new Combination.Polynomial(AB, false), Missing.MEAN, true),
            new Derived(new Combination.Ratio(AB), Missing.MEAN, true),
            new Derived(new Combination.Difference(AB), Missing.MEAN, true));
  }

  @Test
  void everySettingArrives() {
    assertThat(
            read(file(
                    "standard: {fields: [a], missing: last, indicator: true}",
                    "hats: {fields: [a], missing: last, indicator: true}",
                    "min-max: {fields: [a], missing: -1.5}",
                    "robust: {fields: [a], window: 30, missing: 0}",
                    "exponential: {fields: [a], beta: 0.9}",
                    "bucketise: {fields: [a], edges: [-1, 2.5]}",
                    "bucketise: {fields: [b], quantiles: 4, window: 50}",
                    "power: {fields: [a], exponent: 2, scale: none}",
                    "clip: {fields: [a], min: -60}",
                    "clip: {fields: [b], min: 0, max: 180}",
                    "polynomial: {fields: [a], linear: true, missing: zero}"))
                .learner()
                .features())
        .containsExactly(
            new Standard(A, Missing.LAST.withIndicator()),
            new Hats(A, Missing.LAST.withIndicator()),
            new Scaled(A, Missing.constant(-1.5), new Scaling.MinMax()),
            new Scaled(A, Missing.ZERO, new Scaling.Robust(30)),
            new Scaled(A, Missing.MEAN, new Scaling.Exponential(0.9)),
            new Bucketise(A, new Bucketise.Edges(List.of(-1.0, 2.5))),
            new Bucketise(List.of("b"), new Bucketise.Quantiles(4, 50)),
            new Derived(new Elementwise.Power(A, 2), Missing.MEAN, false),
            new Derived(new Elementwise.Clip(A, -60, Double.POSITIVE_INFINITY), Missing.MEAN, true),
            new Derived(new Elementwise.Clip(List.of("b"), 0, 180), Missing.MEAN, true),
            new Derived(new Combination.Polynomial(A, true), Missing.ZERO, true));
  }

  @Test
  void pcaIsOfEncodersThatMayStandBesideItToo() {
    assertThat(
            read(file(
                    "standard: [a]",
                    "pca: {of: [{standard: [a]}, {one-hot: [c, d]}], components: 3}",
                    "pca: {of: [{log1p: [a, b]}], components: 2, learning-rate: 0, scale: none}"))
                .learner()
                .features())
        .containsExactly(
            new Standard(A, Missing.MEAN),
            new Pca(
                List.of(new Standard(A, Missing.MEAN), new OneHot(List.of("c", "d"))),
                3,
                0.001,
                true),
            new Pca(
                List.of(new Derived(new Elementwise.Log1p(AB), Missing.MEAN, true)), 2, 0, false));
    assertThat(problems(file("pca: {of: [{standard: [a]}, {standard: [a]}], components: 1}")))
        .containsExactly(
            "p.yaml:5: features[0].pca.of[1].standard[0] is 'a', which"
                + " features[0].pca.of[0].standard[0] on line 5 has already; remove one of them");
    assertThat(problems(file("pca: {of: [{one-hot: [y]}]}")))
        .singleElement()
        .asString()
        .contains("features[0].pca.of[0].one-hot[0] is the label, 'y'");
    assertThat(problems(file("pca: {of: [{pca: {of: [{standard: [a]}]}}]}")))
        .singleElement()
        .asString()
        .startsWith("p.yaml:5: unknown key 'pca' in features[0].pca.of[0]; allowed: standard, ");
  }

  @Test
  void aFieldMayBeInSeveralRatiosAndOncePerEncoderOtherwise() {
    assertThat(
            read(file("ratio: [a, b]", "ratio: [a, c]", "difference: [a, b]", "log1p: [a]"))
                .learner()
                .features())
        .hasSize(4);
    assertThat(problems(file("robust: [a]", "robust: [b, a]")))
        .containsExactly(
            "p.yaml:6: features[1].robust[1] is 'a', which features[0].robust[0] on line 5 has"
                + " already; remove one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "clip: {fields: [a], min: 5, max: 3} | clip does not make sense: min must be less than max,"
            + " or every value would become one; min was 5, max 3",
        "clip: [a] | clip does not make sense: must have min, max or both: nothing would be clipped",
        "ratio: [a] | ratio must be a list of 2 or more names of fields, was a list of one",
        "ratio: [a, b, c] | ratio does not make sense: fields must be two different fields, the"
            + " number to divide and the number to divide it by, was [a, b, c]",
        "difference: [a, a] | difference does not make sense: fields must be two different fields,"
            + " the number to subtract from and the number to subtract, was [a, a]",
        "bucketise: {fields: [a], edges: [2, 1]} | bucketise does not make sense: edges must rise,"
            + " or a bucket would be empty: 2 is followed by 1",
        "bucketise: {fields: [a], edges: []} | bucketise.edges must be a list of numbers that rise,"
            + " was an empty list",
        "bucketise: {fields: [a], edges: [1], window: 9} | bucketise.edges on line 5 and"
            + " features[0].bucketise.window on line 5 exclude each other: edges that are given are"
            + " not learned; remove one of them",
        "bucketise: {fields: [a], quantiles: 1} | bucketise.quantiles must be a whole number from 2"
            + " to 100, was 1",
        "robust: {fields: [a], window: 1} | robust.window must be a whole number from 2 to 100000,"
            + " was 1",
        "exponential: {fields: [a], beta: 1} | exponential.beta must be in [0, 1), was 1",
        "power: {fields: [a], exponent: 0} | power.exponent must be in (0, 10), was 0",
        "log1p: {fields: [a], scale: robust} | log1p.scale must be one of standard, none, was"
            + " 'robust'",
        "standard: {fields: [a], missing: median} | standard.missing must be one of mean, zero,"
            + " last, or a number, was 'median'",
        "standard: {fields: [a], missing: 1e200} | standard.missing does not make sense: missing"
            + " must be mean, zero, last or a number from -1e150 to 1e150, was 1.0E200",
        "pca: {of: [{standard: [a]}], components: 2} | pca does not make sense: components must be"
            + " from 1 to the 1 columns of what it is of, was 2",
        "pca: {of: []} | pca.of must be a list of encoders such as '- standard: [distance]', was an"
            + " empty list",
        "standard: {fields: [a], indicator: yes} | standard.indicator must be one of true, false,"
            + " was 'yes'",
      })
  void whatMakesNoSenseIsRefusedWithTheReason(String encoder, String problem) {
    assertThat(problems(file(encoder))).containsExactly("p.yaml:5: features[0]." + problem);
  }
}
