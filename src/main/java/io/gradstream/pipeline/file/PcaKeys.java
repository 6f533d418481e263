package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.pca.Pca;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import java.util.List;

/** Declares {@code pca}: the encoder of other encoders' columns. */
final class PcaKeys {

  private static final int MOST_COMPONENTS = 256;

  private static final Key<Integer> COMPONENTS =
      Key.withDefault(
          "components",
          Whole.of(Pca.COMPONENTS, MOST_COMPONENTS),
          "8",
          "How many axes, and columns. A record costs time in proportion to them and to the"
              + " columns of `of`.");

  private static final Key<Double> LEARNING_RATE =
      Key.withDefault(
          "learning-rate",
          new Decimal(Pca.LEARNING_RATE),
          "0.001",
          "The least share of a record in the axes: the share falls as 4 / (20 + n) with the n-th"
              + " record and stays at this, so that the axes follow the stream. At 0 they settle.");

  private PcaKeys() {}

  /** Declares the encoder, of the columns of encoders that are given. */
  static Key<Feature> of(List<Key<? extends Feature>> encoders) {
    Key<List<Feature>> of =
        Key.required(
            "of",
            new ListOf<>(Choice.of(encoders), "encoders such as '- standard: [distance]'", false),
            "\n      - standard: [distance, temp]\n      - one-hot: [carrier, dest]",
            "The encoders whose columns are reduced, with categories of their own.");
    Type<Feature> type =
        new Mapped<>(
            new Section<Values>(
                List.of(COMPONENTS, of, LEARNING_RATE, DerivedKeys.SCALE), values -> values),
            values ->
                new Pca(
                    values.get(of),
                    values.get(COMPONENTS),
                    values.get(LEARNING_RATE),
                    values.get(DerivedKeys.SCALE)));
    return Key.oneOf(
        "pca",
        type,
        "{components: 8, of: [{standard: [distance, temp]}, {one-hot: [carrier, dest]}]}",
        "The first principal components of other encoders' columns together, learned from the"
            + " stream: few columns in the place of many.");
  }
}
