package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.pipeline.declare.Abbreviated;
import io.gradstream.pipeline.declare.Conflict;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Declares encoders that take a list of fields. */
final class Encoders {

  /** What the key of the fields says, whatever the encoder. */
  static final String SENTENCE = "The fields to encode, each once.";

  private Encoders() {}

  /**
   * Declares an encoder: a list of fields, or a section of {@code fields} and its settings. A field
   * may be listed by one encoder of the kind only.
   */
  static Key<Feature> of(
      String name,
      String example,
      String sentence,
      List<Key<?>> settings,
      BiFunction<List<String>, Values, Feature> build) {
    Type<List<String>> fields = new ListOf<>(FieldName.of(name), "names of fields", false);
    return of(name, fields, example, sentence, settings, build);
  }

  /** Declares an encoder whose list of fields has a type of its own. */
  static Key<Feature> of(
      String name,
      Type<List<String>> type,
      String example,
      String sentence,
      List<Key<?>> settings,
      BiFunction<List<String>, Values, Feature> build) {
    return of(
        name,
        Key.required("fields", type, example, SENTENCE),
        example,
        sentence,
        settings,
        List.of(),
        build);
  }

  /**
   * Declares an encoder whose settings may exclude each other.
   *
   * @param build an {@link IllegalArgumentException} says why fields and settings make no sense
   */
  static Key<Feature> of(
      String name,
      Key<List<String>> fields,
      String example,
      String sentence,
      List<Key<?>> settings,
      List<Conflict> conflicts,
      BiFunction<List<String>, Values, Feature> build) {
    List<Key<?>> keys = new ArrayList<>(List.of(fields));
    keys.addAll(settings);
    Section<Values> section = new Section<>(keys, conflicts, values -> values);
    Type<Feature> type =
        new Mapped<>(
            new Abbreviated<>(fields, section), values -> build.apply(values.get(fields), values));
    return Key.oneOf(name, type, example, sentence);
  }
}
