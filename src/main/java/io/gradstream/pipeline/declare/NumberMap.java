package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A number for each of some names that the user's data have.
 *
 * @param names what the names are, such as {@code classes}
 * @param number what each may be
 */
public record NumberMap(String names, Decimal number) implements Type<Map<String, Double>> {

  @Override
  public Optional<Map<String, Double>> read(Node node, String path, Reading reading) {
    if (!(node instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
      return reading.unfit(node, path, this);
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      number
          .read(entry.value(), Reading.join(path, entry.name()), reading)
          .ifPresent(value -> values.put(entry.name(), value));
    }
    return values.size() == mapping.entries().size() ? Optional.of(values) : Optional.empty();
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Mapping;
  }

  @Override
  public String allowed() {
    return "a section of names of " + names + ", each with " + number.allowed();
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.mapOf(number.schema());
  }
}
