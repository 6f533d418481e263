package io.gradstream.pipeline.file;

import io.gradstream.core.model.Pretraining;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Whole;
import java.util.List;

/** Declares {@code pretrain}: what hidden layers learn before labels are. */
final class PretrainKeys {

  private static final Key<Integer> RECORDS =
      Key.withDefault(
          "records",
          Whole.of(Pretraining.RECORDS, Integer.MAX_VALUE),
          "10000",
          "How many of the first records it takes, labelled or not, shared evenly among the layers.");

  private static final Key<Double> LEARNING_RATE =
      Key.withDefault(
          "learning-rate",
          new Decimal(Pretraining.LEARNING_RATE),
          "0.01",
          "The size of its steps, one each record, by plain gradient descent.");

  private static final Key<Double> CORRUPTION =
      Key.withDefault(
          "corruption",
          new Decimal(Pretraining.CORRUPTION),
          "0.1",
          "The probability with which an input is hidden from the layer that is to reconstruct it.");

  static final Section<Pretraining> TYPE =
      new Section<>(
          List.of(RECORDS, LEARNING_RATE, CORRUPTION),
          values ->
              new Pretraining(
                  values.get(RECORDS), values.get(LEARNING_RATE), values.get(CORRUPTION)));

  private PretrainKeys() {}
}
