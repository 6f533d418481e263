package io.gradstream.pipeline;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.OneHot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Declares the encoders of {@code features}. */
final class FeatureKeys {

  private static final Key<Feature> ONE_HOT =
      encoder(
          "one-hot",
          "[month, carrier]",
          "Categories, one 0/1 column each; columns are added as categories appear, and a missing"
              + " value has a column of its own.",
          List.of(),
          (fields, values) -> new OneHot(fields));

  static final Type<List<Feature>> TYPE =
      new ListOf<>(
          Choice.of(
              all(NumericKeys.ALL, DerivedKeys.ALL, List.of(ONE_HOT)),
              "ordinal",
              "hash",
              "cross",
              "frequency",
              "target-mean",
              "bag",
              "cyclic",
              "lag",
              "rolling",
              "pca",
              "text"),
          "encoders such as '- standard: [distance]'",
          false);

  private FeatureKeys() {}

  @SafeVarargs
  private static List<Key<? extends Feature>> all(List<Key<? extends Feature>>... groups) {
    return Stream.of(groups).<Key<? extends Feature>>flatMap(List::stream).toList();
  }

  /** Declares an encoder: a list of fields, or a section of {@code fields} and its settings. */
  private static Key<Feature> encoder(
      String name,
      String example,
      String sentence,
      List<Key<?>> settings,
      BiFunction<List<String>, Values, Feature> build) {
    Key<List<String>> fields =
        Key.required(
            "fields",
            new ListOf<>(FieldName.of(name), "names of fields", false),
            example,
            "The fields to encode, each once.");
    List<Key<?>> keys = new ArrayList<>(List.of(fields));
    keys.addAll(settings);
    Section<Feature> section =
        new Section<>(keys, values -> build.apply(values.get(fields), values));
    return Key.oneOf(name, new Abbreviated<>(fields, section), example, sentence);
  }
}
