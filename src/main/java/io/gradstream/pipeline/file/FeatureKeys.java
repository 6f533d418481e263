package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Type;
import java.util.List;
import java.util.stream.Stream;

/** Declares the encoders of {@code features}. */
final class FeatureKeys {

  /** The encoders of a record's own fields, which others may take up. */
  private static final List<Key<? extends Feature>> PLAIN =
      all(
          NumericKeys.ALL,
          DerivedKeys.ALL,
          CategoryKeys.ALL,
          List.of(TimeKeys.CYCLIC, PlaceKeys.INSIDE, PlaceKeys.DISTANCE));

  static final Type<List<Feature>> TYPE =
      new ListOf<>(
          Choice.of(
              all(
                  PLAIN,
                  List.of(MemoryKeys.LAG, MemoryKeys.ROLLING, MemoryKeys.SINCE_LAST),
                  List.of(PcaKeys.of(PLAIN)))),
          "encoders such as '- standard: [distance]'",
          false);

  private FeatureKeys() {}

  @SafeVarargs
  private static List<Key<? extends Feature>> all(List<Key<? extends Feature>>... groups) {
    return Stream.of(groups).<Key<? extends Feature>>flatMap(List::stream).toList();
  }
}
