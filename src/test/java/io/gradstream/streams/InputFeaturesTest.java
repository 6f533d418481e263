package io.gradstream.streams;

import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputFeaturesTest {

  private final SchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void theLatestSchemaDecidesAndLabelAndWeightAreNoFeatures() {
    registry.register("t-value", record("x:double", "c:string", "w:double", "y:int"));
    InputFeatures chosen = InputFeatures.choose(auto(""), registry);

    assertThat(chosen.sentences())
        .containsExactly(
            "features: auto chose by version 1 of subject t-value",
            "hats: [x], missing mean",
            "one-hot: [c], max-categories 1000, other");
    assertThat(chosen.pipeline().learner().features())
        .extracting(Feature::kind)
        .containsExactly("hats", "one-hot");
  }

  @Test
  void aPinnedVersionDecidesInPlaceOfTheLatest() {
    registry.register("t-value", record("x:double", "y:int"));
    registry.register("t-value", record("x:double", "z:['null','double'],'default':null", "y:int"));

    assertThat(InputFeatures.choose(auto(", schema: 1"), registry).sentences())
        .contains("hats: [x], missing mean");
    assertThat(InputFeatures.choose(auto(""), registry).sentences())
        .contains("hats: [x, z], missing mean");
  }

  @Test
  void aNetworkGetsNumbersWithoutHats() {
    registry.register("t-value", record("x:double", "y:int"));
    WrittenPipeline network = pipeline("auto", "", "{mlp: {hidden: [4]}}");

    assertThat(InputFeatures.choose(network, registry).sentences())
        .contains("standard: [x], missing mean");
  }

  @Test
  void aListOfEncodersIsLeftAsItIsAndNoRegistryIsAsked() {
    WrittenPipeline listed = pipeline("[{standard: [x]}]", "", "logistic");

    assertThat(InputFeatures.choose(listed, registry).pipeline()).isSameAs(listed.asWritten());
    assertThat(InputFeatures.choose(listed).sentences()).isEmpty();
  }

  @Test
  void withoutASchemaOrAFieldOfUseItIsSaidWhatToDo() {
    WrittenPipeline auto = auto("");

    assertThatThrownBy(() -> InputFeatures.choose(auto, registry))
        .isInstanceOf(ApplicationException.class)
        .hasMessage(
            "features: auto chooses by the schema of topic t, but the registry has no subject"
                + " t-value yet; produce first, or list the encoders");
    registry.register("t-value", record("y:int"));
    assertThatThrownBy(() -> InputFeatures.choose(auto, registry))
        .hasMessage(
            "features: auto finds no field of use in version 1 of subject t-value; list the"
                + " encoders");
  }

  @Test
  void withoutAvroItIsRefused() {
    assertThatThrownBy(() -> auto(", format: json"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining(
            "p.yaml:3: features auto does not go with input.format json: without Avro there is no"
                + " schema to choose by; list the encoders, or let 'gradstream init' write them");
  }

  @Test
  void aSchemaThatLeadsToAnotherChoiceDoesNotFitTheStoredModel() {
    registry.register("t-value", record("x:double", "y:int"));
    Map<String, byte[]> stored = new HashMap<>();
    learner().state().drain(stored::put);

    learner().restore(stored);
    registry.register("t-value", record("x:double", "c:['null','string'],'default':null", "y:int"));
    Learner changed = learner();
    assertThatThrownBy(() -> changed.restore(stored))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("features[1]: learned with 'nothing', now 'one-hot: [c]");
  }

  @Test
  void nothingLearnsBeforeFeaturesAreChosen() {
    Pipeline undecided = auto("").asWritten();

    assertThatThrownBy(() -> new Learner(undecided.learner()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a learner needs features");
  }

  @Test
  void aReaderOfPipelinesThatCanLearnRefusesAFileThatLeavesTheChoice() {
    assertThatThrownBy(() -> PipelineReader.parse("p.yaml", text("auto", "", "logistic"), Map.of()))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "p.yaml: features: auto chooses the encoders by a schema, which is not asked for here;"
                + " list them in the file, as 'gradstream describe' prints them");
  }

  @Test
  void aChoiceOfNothingIsNone() {
    WrittenPipeline auto = auto("");

    assertThatThrownBy(() -> auto.choose(pipeline -> List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no encoder was chosen for pipeline p");
  }

  @Test
  void aRegistryThatNobodyNamedIsSaidWithTheSetting() {
    assertThatThrownBy(() -> InputFeatures.choose(auto("")))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContaining("schema.registry.url");
  }

  private Learner learner() {
    return new Learner(InputFeatures.choose(auto(""), registry).pipeline().learner());
  }

  private static WrittenPipeline auto(String more) {
    return pipeline("auto", more, "logistic");
  }

  private static WrittenPipeline pipeline(String features, String more, String model) {
    return PipelineReader.look("p.yaml", text(features, more, model), Map.of()).whole();
  }

  private static String text(String features, String more, String model) {
    return """
        pipeline: p
        input: {topic: t, label: y, weight: w%s}
        features: %s
        model: %s
        """
        .formatted(more, features, model);
  }
}
