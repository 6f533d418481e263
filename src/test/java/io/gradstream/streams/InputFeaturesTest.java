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
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFeaturesTest {

  @TempDir private Path directory;

  private final SchemaRegistry registry = new InMemorySchemaRegistry();

  @Test
  void theLatestSchemaDecidesAndLabelAndWeightAreNoFeatures() throws IOException {
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
  void aPinnedVersionDecidesInPlaceOfTheLatest() throws IOException {
    registry.register("t-value", record("x:double", "y:int"));
    registry.register("t-value", record("x:double", "z:['null','double'],'default':null", "y:int"));

    assertThat(InputFeatures.choose(auto(", schema: 1"), registry).sentences())
        .contains("hats: [x], missing mean");
    assertThat(InputFeatures.choose(auto(""), registry).sentences())
        .contains("hats: [x, z], missing mean");
  }

  @Test
  void aNetworkGetsNumbersWithoutHats() throws IOException {
    registry.register("t-value", record("x:double", "y:int"));
    Pipeline network = pipeline("auto", "", "{mlp: {hidden: [4]}}");

    assertThat(InputFeatures.choose(network, registry).sentences())
        .contains("standard: [x], missing mean");
  }

  @Test
  void aListOfEncodersIsLeftAsItIsAndNoRegistryIsAsked() throws IOException {
    Pipeline listed = pipeline("[{standard: [x]}]", "", "logistic");

    assertThat(InputFeatures.choose(listed, registry).pipeline()).isSameAs(listed);
  }

  @Test
  void withoutASchemaOrAFieldOfUseItIsSaidWhatToDo() throws IOException {
    Pipeline auto = auto("");

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
  void aSchemaThatLeadsToAnotherChoiceDoesNotFitTheStoredModel() throws IOException {
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
  void nothingLearnsBeforeFeaturesAreChosen() throws IOException {
    Pipeline auto = auto("");

    assertThatThrownBy(() -> new Learner(auto.learner()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a learner needs features");
  }

  private Learner learner() throws IOException {
    return new Learner(InputFeatures.choose(auto(""), registry).pipeline().learner());
  }

  private Pipeline auto(String more) throws IOException {
    return pipeline("auto", more, "logistic");
  }

  private Pipeline pipeline(String features, String more, String model) throws IOException {
    Path file = directory.resolve("p.yaml");
    Files.writeString(
        file,
        """
        pipeline: p
        input: {topic: t, label: y, weight: w%s}
        features: %s
        model: %s
        """
            .formatted(more, features, model));
    return PipelineReader.read(file, Map.of());
  }
}
