package io.gradstream.pipeline;

import io.gradstream.core.feature.Feature;
import java.util.List;
import java.util.stream.Stream;

/** Declares the encoders of {@code features}. */
final class FeatureKeys {

  static final Type<List<Feature>> TYPE =
      new ListOf<>(
          Choice.of(
              all(
                  NumericKeys.ALL,
                  DerivedKeys.ALL,
                  List.of(
                      CategoryKeys.ONE_HOT,
                      CategoryKeys.CROSS,
                      MemoryKeys.LAG,
                      MemoryKeys.ROLLING,
                      MemoryKeys.SINCE_LAST,
                      TimeKeys.CYCLIC,
                      PlaceKeys.INSIDE,
                      PlaceKeys.DISTANCE)),
              "ordinal",
              "hash",
              "frequency",
              "target-mean",
              "bag",
              "pca",
              "text"),
          "encoders such as '- standard: [distance]'",
          false);

  private FeatureKeys() {}

  @SafeVarargs
  private static List<Key<? extends Feature>> all(List<Key<? extends Feature>>... groups) {
    return Stream.of(groups).<Key<? extends Feature>>flatMap(List::stream).toList();
  }
}
