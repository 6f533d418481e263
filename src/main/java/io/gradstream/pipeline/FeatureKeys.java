package io.gradstream.pipeline;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Missing;
import io.gradstream.core.feature.Standard;
import java.util.List;
import java.util.stream.Stream;

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

  private static final List<Key<? extends Feature>> ALL =
      Stream.<List<? extends Key<? extends Feature>>>of(List.of(STANDARD), CategoryKeys.ALL)
          .<Key<? extends Feature>>flatMap(List::stream)
          .toList();

  static final Type<List<Feature>> TYPE =
      new ListOf<>(
          Choice.of(
              ALL,
              "min-max",
              "max-abs",
              "robust",
              "exponential",
              "log1p",
              "clip",
              "bucketise",
              "polynomial",
              "ratio",
              "cyclic",
              "lag",
              "rolling",
              "pca"),
          "encoders such as '- standard: [distance]'",
          false);

  private FeatureKeys() {}
}
