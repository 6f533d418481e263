package io.gradstream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Cross;
import io.gradstream.core.feature.Feature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
