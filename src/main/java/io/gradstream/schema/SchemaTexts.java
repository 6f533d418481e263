package io.gradstream.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** What a serializer does with schemas besides writing by them. */
final class SchemaTexts {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JAVA_STRING = "avro.java.string";

  private SchemaTexts() {}

  /** Returns why {@code reader} cannot read what {@code writer} writes; empty if it can. */
  static String incompatibilities(Schema reader, Schema writer) {
    List<Incompatibility> all =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities();
    return all.stream()
        .map(
            each -> "%s at %s: %s".formatted(each.getType(), each.getLocation(), each.getMessage()))
        .collect(Collectors.joining("; "));
  }

  /** Returns the schema without the property by which Java programs say how they hold texts. */
  static Schema withoutJavaProperties(Schema schema) {
    try {
      JsonNode tree = JSON.readTree(schema.toString());
      remove(tree);
      return new Schema.Parser().setValidateDefaults(false).parse(tree.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's text is not JSON: " + schema, e);
    }
  }

  private static void remove(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
    }
    tree.forEach(SchemaTexts::remove);
  }
}
