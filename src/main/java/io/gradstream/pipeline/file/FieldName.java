package io.gradstream.pipeline.file;

import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Refined;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.Optional;

/**
 * Name of a field of the records; where it is named is noted, so that a leak can be found.
 *
 * @param encoder the kind of encoder that reads the field; empty for the label
 * @param once whether encoders of that kind may read it once only
 */
record FieldName(Optional<String> encoder, boolean once) implements Refined<String> {

  static final Text NAME =
      Text.matching(
          "the name of a field, 1 to 250 characters without spaces around", "\\S(.{0,248}\\S)?");

  /** The key by which labels find records: their own, or fields of the value; no features. */
  static final Type<List<String>> KEY =
      new Forms<>(
          List.of(
              Words.word("record-key", List.<String>of()),
              new ListOf<>(NAME, "names of fields", true),
              new Mapped<>(NAME, List::of)));

  static FieldName ofLabel() {
    return new FieldName(Optional.empty(), true);
  }

  static FieldName of(String encoder) {
    return new FieldName(Optional.of(encoder), true);
  }

  /** Returns the name of a field that several encoders of the kind may read. */
  static FieldName shared(String encoder) {
    return new FieldName(Optional.of(encoder), false);
  }

  @Override
  public Optional<String> read(Node node, String path, Reading reading) {
    Optional<String> name = NAME.read(node, path, reading);
    Optional<String> user = once ? encoder : encoder.map(kind -> path);
    name.ifPresent(field -> reading.note(new FieldUses.Use(user, field, path, node.line())));
    return name;
  }

  @Override
  public Type<?> form() {
    return NAME;
  }
}
