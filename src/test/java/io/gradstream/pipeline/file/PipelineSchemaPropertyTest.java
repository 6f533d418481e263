package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PipelineSchemaPropertyTest {

  /** Values of which a place allows few: what it is not, out of range, empty, unknown. */
  private static final List<JsonNode> ODD =
      List.of(
          json("null"),
          json("true"),
          json("-1"),
          json("0"),
          json("1"),
          json("1.5"),
          json("12345678901"),
          json("\"\""),
          json("\" x\""),
          json("\"no such word\""),
          json("\"\\u0001\""),
          json("[]"),
          json("[[]]"),
          json("{}"),
          json("{\"no-such-key\": 1}"),
          json("{\"application.id\": \"x\"}"));

  private static JsonNode json(String text) {
    return SchemaValidation.json(text);
  }

  private static boolean isAccepted(JsonNode file) {
    try {
      PipelineReader.parse("p", file.toString(), Map.of());
      return true;
    } catch (PipelineException e) {
      return e.problems().stream().allMatch(PipelineSchemaPropertyTest::isBeyondASchema);
    }
  }

  /** What stands in two places at once, or in another file, only the reader sees. */
  private static boolean isBeyondASchema(Problem problem) {
    return problem.message().contains(".polygons names the file ")
        || problem.message().contains(" does not go with ")
        || problem.message().contains(" does not make sense: ");
  }

  private static boolean isValid(JsonNode file) {
    return SchemaValidation.errors(file.toString()).isEmpty();
  }

  @Property(tries = 500)
  void aPipelineThatTheReaderAcceptsIsValid(@ForAll Random random) {
    JsonNode file = new RandomPipelines(random).nextWithPerhapsLabels();
    Assume.that(isAccepted(file));

    assertThat(SchemaValidation.errors(file.toString())).as(file.toString()).isEmpty();
  }

  @Property(tries = 500)
  void aPipelineWithAPlaceOverwrittenIsValidIfAndOnlyIfTheReaderAcceptsIt(@ForAll Random random) {
    RandomPipelines pipelines = new RandomPipelines(random);
    JsonNode file = pipelines.nextWithPerhapsLabels();
    Assume.that(isAccepted(file));
    pipelines.any(places(file)).accept(pipelines.any(ODD));

    assertThat(isValid(file)).as(file.toString()).isEqualTo(isAccepted(file));
  }

  @Property(tries = 500)
  void aPipelineWithAKeyRemovedIsValidIfAndOnlyIfTheReaderAcceptsIt(@ForAll Random random) {
    RandomPipelines pipelines = new RandomPipelines(random);
    JsonNode file = pipelines.nextWithPerhapsLabels();
    Assume.that(isAccepted(file));
    ObjectNode section = pipelines.any(sections(file));
    Assume.that(!section.isEmpty());
    section.remove(pipelines.any(names(section)));

    assertThat(isValid(file)).as(file.toString()).isEqualTo(isAccepted(file));
  }

  @Property(tries = 500)
  void aPipelineWithAKeyAddedIsValidIfAndOnlyIfTheReaderAcceptsIt(@ForAll Random random) {
    RandomPipelines pipelines = new RandomPipelines(random);
    JsonNode file = pipelines.nextWithPerhapsLabels();
    Assume.that(isAccepted(file));
    Key<?> key = pipelines.any(DeclarationTest.everyKey().toList());
    JsonNode value = pipelines.value(key);
    Assume.that(!value.toString().contains("${")); // what it stands for only the reader sees
    Assume.that(!Decimal.isNumber(value.asText()) || value.isNumber()); // of a text no range
    pipelines.any(sections(file)).set(key.name(), value);

    assertThat(isValid(file)).as(file.toString()).isEqualTo(isAccepted(file));
  }

  private static final Set<String> OF_NAMES =
      Set.of(PipelineKeys.CLASS_WEIGHTS.name(), AugmentationKeys.OVERSAMPLE.name());

  private static List<String> names(ObjectNode section) {
    List<String> names = new ArrayList<>();
    section.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /**
   * Returns the sections of keys; in one of the user's names a schema cannot follow a reference.
   */
  private static List<ObjectNode> sections(JsonNode node) {
    List<ObjectNode> sections = new ArrayList<>();
    if (node instanceof ObjectNode section) {
      sections.add(section);
      names(section).stream()
          .filter(name -> !OF_NAMES.contains(name))
          .forEach(name -> sections.addAll(sections(section.get(name))));
    } else {
      node.forEach(child -> sections.addAll(sections(child)));
    }
    return sections;
  }

  /** Returns what overwrites each value of a file. */
  private static List<Consumer<JsonNode>> places(JsonNode node) {
    List<Consumer<JsonNode>> places = new ArrayList<>();
    if (node instanceof ObjectNode section) {
      names(section).forEach(name -> places.add(value -> section.set(name, value)));
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        int at = i;
        places.add(value -> list.set(at, value));
      }
    }
    node.forEach(child -> places.addAll(places(child)));
    return places;
  }
}
