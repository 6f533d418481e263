package io.gradstream.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Name of a field of the records; where it is named is noted, so that a leak can be found.
 *
 * @param encoder the kind of encoder that reads the field, which may do so once; empty for the
 *     label
 */
record FieldName(Optional<String> encoder) implements Type<String> {

  private static final Text NAME =
      Text.matching(
          "the name of a field, 1 to 250 characters without spaces around", "\\S(.{0,248}\\S)?");

  static FieldName ofLabel() {
    return new FieldName(Optional.empty());
  }

  static FieldName of(String encoder) {
    return new FieldName(Optional.of(encoder));
  }

  @Override
  public Optional<String> read(Node node, String path, Reading reading) {
    Optional<String> name = NAME.read(node, path, reading);
    name.ifPresent(field -> reading.fields().add(encoder, field, path, node.line()));
    return name;
  }

  @Override
  public boolean fits(Node node) {
    return NAME.fits(node);
  }

  @Override
  public String allowed() {
    return NAME.allowed();
  }

  @Override
  public ObjectNode schema() {
    return NAME.schema();
  }
}
