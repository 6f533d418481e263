package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.pipeline.declare.Abbreviated;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Declares encoders that take a list of fields. */
final class Encoders {

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
    Key<List<String>> fields =
        Key.required("fields", type, example, "The fields to encode, each once.");
    List<Key<?>> keys = new ArrayList<>(List.of(fields));
    keys.addAll(settings);
    Section<Feature> section =
        new Section<>(keys, values -> build.apply(values.get(fields), values));
    return Key.oneOf(name, new Abbreviated<>(fields, section), example, sentence);
  }
}
