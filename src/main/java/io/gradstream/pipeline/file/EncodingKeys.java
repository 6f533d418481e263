package io.gradstream.pipeline.file;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Output;
import io.gradstream.pipeline.declare.Conflict;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Words;
import java.util.List;

/** Declares the keys by which input and output name their encoding. */
final class EncodingKeys {

  /** The word for Avro. */
  static final String AVRO = "avro";

  /** The word for JSON. */
  static final String JSON = "json";

  private static final Text CLASS =
      Text.matching(
          "the full name of a class, such as org.example.Records",
          "[A-Za-z_$][A-Za-z0-9_$]*(\\.[A-Za-z_$][A-Za-z0-9_$]*)*");

  private static final Key<String> FORMAT =
      format(
          "How predictions, metrics and decisions are written: `avro`, with the published schemas"
              + " in the schema registry's wire format, or `json`, one object a record with the"
              + " same fields.");

  private static final Key<String> SERIALIZER =
      byClass(
          "serializer",
          "org.example.RecordSerializer",
          "In place of a format, a class of your own that writes them: a Kafka"
              + " `Serializer<GenericRecord>` in a jar in `lib/ext/`, configured with the settings"
              + " under `kafka`.");

  private static final Key<List<String>> DROP_HEADERS =
      Key.optional(
          "drop-headers",
          new ListOf<>(Text.LINE, "names of headers", true),
          "all go on but those that describe the bytes of the input's value",
          "[x-customer, internal-*]",
          "Headers of the input that do not go with its prediction, besides those that name schema,"
              + " type or encoding of the input's value, which never do; a name that ends with *"
              + " is a beginning. Dead letters keep every header.");

  /** The section {@code output}. */
  static final Section<Output> OUTPUT =
      new Section<>(
          List.of(FORMAT, SERIALIZER, DROP_HEADERS),
          List.of(conflict(SERIALIZER, FORMAT)),
          values ->
              new Output(
                  encoding(values, FORMAT, SERIALIZER),
                  values.find(DROP_HEADERS).orElse(List.of())));

  private EncodingKeys() {}

  /** Declares {@code format}. */
  static Key<String> format(String sentence) {
    return Key.withDefault(
            "format", Words.of(new String[] {AVRO, JSON}, word -> word), AVRO, sentence)
        .withExample(JSON);
  }

  /** Declares {@code deserializer} or {@code serializer}. */
  static Key<String> byClass(String name, String example, String sentence) {
    return Key.optional(name, CLASS, "`format` counts", example, sentence);
  }

  /** Says that a class leaves nothing for a format to name. */
  static Conflict conflict(Key<String> byClass, Key<String> format) {
    return Conflict.of(byClass, format, "the class alone knows the format");
  }

  /** Returns what the two keys name together. */
  static Encoding encoding(Values values, Key<String> format, Key<String> byClass) {
    return values
        .find(byClass)
        .<Encoding>map(Encoding.ByClass::new)
        .orElseGet(
            () -> values.get(format).equals(JSON) ? new Encoding.Json() : new Encoding.Avro());
  }
}
