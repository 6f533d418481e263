package io.gradstream.pipeline;

import io.gradstream.core.feature.Cross;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.OneHot;

/** Declares the encoders of categories. */
final class CategoryKeys {

  static final Key<Feature> ONE_HOT =
      Encoders.of(
          "one-hot",
          "[month, carrier]",
          "Categories, one 0/1 column each; columns are added as categories appear, and a missing"
              + " value has a column of its own.",
          LimitKeys.ALL,
          (fields, values) -> new OneHot(fields, LimitKeys.limits(values)));

  static final Key<Feature> CROSS =
      Encoders.of(
          "cross",
          new ListOf<>(FieldName.shared("cross"), "names of fields", true, 2),
          "[carrier, dest]",
          "What several categories are together, one 0/1 column for each combination, added as it"
              + " appears; a record that lacks one of the fields has a column of its own.",
          LimitKeys.ALL,
          (fields, values) -> new Cross(fields, LimitKeys.limits(values)));

  private CategoryKeys() {}
}
