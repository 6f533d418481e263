package io.gradstream.schema.registry.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Operations as lines of JSON, each with its kind under {@code op}. */
final class OperationJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private OperationJson() {}

  static String write(Operation operation) {
    if (operation instanceof Operation.Registered registered) {
      return registered(registered).toString();
    }
    if (operation instanceof Operation.Deleted deleted) {
      ObjectNode node = node("deleted").put("subject", deleted.subject());
      node.set("versions", JSON.valueToTree(deleted.versions()));
      return node.put("permanent", deleted.permanent()).toString();
    }
    if (operation instanceof Operation.LevelSet set) {
      return setting("config", set.subject(), set.level()).toString();
    }
    Operation.ModeSet set = (Operation.ModeSet) operation;
    return setting("mode", set.subject(), set.mode()).toString();
  }

  private static ObjectNode node(String kind) {
    return JSON.createObjectNode().put("op", kind);
  }

  private static ObjectNode registered(Operation.Registered operation) {
    ObjectNode node =
        node("registered")
            .put("subject", operation.subject())
            .put("version", operation.version())
            .put("id", operation.id())
            .put("schema", operation.source().text());
    if (!operation.source().references().isEmpty()) {
      node.set("references", JSON.valueToTree(operation.source().references()));
    }
    return node;
  }

  private static ObjectNode setting(
      String kind, Optional<String> subject, Optional<? extends Enum<?>> value) {
    ObjectNode node = node(kind);
    subject.ifPresent(name -> node.put("subject", name));
    value.ifPresent(given -> node.put("value", given.name()));
    return node;
  }

  /**
   * Returns the operation that a line holds.
   *
   * @throws IllegalArgumentException if it holds none
   */
  static Operation read(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      String kind = node.path("op").asText();
      return switch (kind) {
        case "registered" -> registered(node);
        case "deleted" -> deleted(node);
        case "config" ->
            new Operation.LevelSet(subject(node), value(node, CompatibilityLevel::named));
        case "mode" -> new Operation.ModeSet(subject(node), value(node, Mode::named));
        default -> throw new IllegalArgumentException("there is no operation '%s'".formatted(kind));
      };
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Operation registered(JsonNode node) throws JsonProcessingException {
    SchemaReference[] references =
        node.has("references")
            ? JSON.treeToValue(node.get("references"), SchemaReference[].class)
            : new SchemaReference[0];
    return new Operation.Registered(
        required(node, "subject").asText(),
        positive(required(node, "version")),
        positive(required(node, "id")),
        new SchemaSource(required(node, "schema").asText(), List.of(references)));
  }

  private static Operation deleted(JsonNode node) {
    List<Integer> versions =
        StreamSupport.stream(required(node, "versions").spliterator(), false)
            .map(OperationJson::positive)
            .toList();
    return new Operation.Deleted(
        required(node, "subject").asText(), versions, required(node, "permanent").asBoolean());
  }

  private static JsonNode required(JsonNode node, String key) {
    if (!node.has(key)) {
      throw new IllegalArgumentException("'%s' is missing".formatted(key));
    }
    return node.get(key);
  }

  private static int positive(JsonNode node) {
    if (!node.canConvertToInt() || !node.isIntegralNumber() || node.asInt() < 1) {
      throw new IllegalArgumentException("%s is not a number from 1 up".formatted(node));
    }
    return node.asInt();
  }

  private static Optional<String> subject(JsonNode node) {
    return Optional.ofNullable(node.get("subject")).map(JsonNode::asText);
  }

  private static <T> Optional<T> value(JsonNode node, Function<String, Optional<T>> named) {
    return Optional.ofNullable(node.get("value"))
        .map(JsonNode::asText)
        .map(
            name ->
                named
                    .apply(name)
                    .orElseThrow(
                        () -> new IllegalArgumentException("there is no '%s'".formatted(name))));
  }
}
