package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A section that can be written as the value of its main key alone: {@code [a, b]} for {@code
 * {fields: [a, b]}}.
 *
 * @param main the key whose value may stand for the whole; the other keys have defaults
 * @param section the section in full
 */
public record Abbreviated<T>(Key<?> main, Section<T> section) implements Type<T> {

  @Override
  public Optional<T> read(Node node, String path, Reading reading) {
    if (main.type().fits(node)) {
      Values values = Values.only(main, section.keys(), node, path, reading);
      return section.of(values);
    }
    return node instanceof Node.Mapping
        ? section.read(node, path, reading)
        : reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return main.type().fits(node) || section.fits(node);
  }

  @Override
  public String allowed() {
    return main.type().allowed() + ", or " + section.allowed();
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.anyOf(List.of(main.type().schema(), section.schema()));
  }

  @Override
  public Names words() {
    return main.type().words();
  }

  @Override
  public List<Key<?>> keys() {
    return section.keys();
  }
}
