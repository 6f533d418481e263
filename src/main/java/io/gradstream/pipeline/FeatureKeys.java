package io.gradstream.pipeline;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Missing;
import io.gradstream.core.feature.Standard;
import java.util.List;

/** Declares the encoders of {@code features}. */
final class FeatureKeys {

  private static final Key<Missing> MISSING =
      Key.withDefault(
          "missing",
          Words.of(Missing.values()),
          "mean",
          "What stands in for a missing number: the running `mean`, not counted into the"
              + " statistics, or `zero` before scaling, counted like any other value.");

  private static final Key<Feature> STANDARD =
      Encoders.of(
          "standard",
          "[distance, temp]",
          "Numbers, each less its running mean and divided by its running standard deviation, the"
              + " current record included.",
          List.of(MISSING),
          (fields, values) -> new Standard(fields, values.get(MISSING)));

  static final Type<List<Feature>> TYPE =
      new ListOf<>(
          Choice.of(
              List.of(
                  STANDARD,
                  CategoryKeys.ONE_HOT,
                  CategoryKeys.CROSS,
                  TimeKeys.CYCLIC,
                  PlaceKeys.INSIDE,
                  PlaceKeys.DISTANCE),
              "min-max",
              "max-abs",
              "robust",
              "exponential",
              "log1p",
              "clip",
              "bucketise",
              "polynomial",
              "ratio",
              "ordinal",
              "hash",
              "frequency",
              "target-mean",
              "bag",
              "lag",
              "rolling",
              "pca",
              "text"),
          "encoders such as '- standard: [distance]'",
          false);

  private FeatureKeys() {}
}
