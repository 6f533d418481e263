package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Names of another program with their values, passed through untouched; messages never show a
 * value, for it may be a password.
 *
 * @param whose whose names they are, such as {@code Kafka}
 * @param refused names that must not be set, each with the reason
 * @param fixed names that may be set to one value only
 */
public record TextMap(String whose, Map<String, String> refused, Map<String, Fixed> fixed)
    implements Type<Map<String, String>> {

  /** The only value that a name may have, and why. */
  public record Fixed(String value, String reason) {}

  @Override
  public Optional<Map<String, String>> read(Node node, String path, Reading reading) {
    if (!(node instanceof Node.Mapping mapping)) {
      return node instanceof Node.Scalar
          ? reading.refuse(node, path, "must be " + allowed() + ", was " + node.kind())
          : reading.unfit(node, path, this);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      value(entry, Reading.join(path, entry.name()), reading)
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
    return "a section of " + whose + "'s own names with their values";
  }

  @Override
  public ObjectNode schema() {
    Map<String, String> only = new TreeMap<>();
    fixed.forEach((name, value) -> only.put(name, value.value()));
    return JsonSchemas.textMap(new TreeSet<>(refused.keySet()), only);
  }

  /** Returns why a name must not have a value, if it must not: the end of a sentence. */
  public Optional<String> objection(String name, String value) {
    if (refused.containsKey(name)) {
      return Optional.of("must not be set: " + refused.get(name));
    }
    return Optional.ofNullable(fixed.get(name))
        .filter(only -> !only.value().equals(value))
        .map(only -> "must be %s or left out: %s".formatted(only.value(), only.reason()));
  }

  private Optional<String> value(Node.Entry entry, String path, Reading reading) {
    Node node = entry.value();
    if (node instanceof Node.Scalar scalar) {
      Optional<String> objection = objection(entry.name(), scalar.text());
      return objection.isPresent()
          ? reading.refuse(node, path, objection.get())
          : Optional.of(scalar.text());
    }
    if (refused.containsKey(entry.name())) {
      return reading.refuse(node, path, "must not be set: " + refused.get(entry.name()));
    }
    if (node instanceof Node.Broken) {
      return Optional.empty();
    }
    return reading.refuse(node, path, "must be a single value, was " + node.kind() + advice(entry));
  }

  private static String advice(Node.Entry entry) {
    if (entry.value() instanceof Node.Mapping inner && !inner.entries().isEmpty()) {
      return "; write names in full: " + Reading.join(entry.name(), inner.entries().get(0).name());
    }
    return entry.value() instanceof Node.Items
        ? "; write several in one text, with commas"
        : "; write \"\" for an empty text";
  }
}
