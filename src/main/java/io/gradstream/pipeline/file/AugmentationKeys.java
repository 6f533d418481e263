package io.gradstream.pipeline.file;

import io.gradstream.core.learn.Augmentation;
import io.gradstream.core.learn.ClassWeights;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.NumberMap;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.Map;

/** Declares {@code augmentation}, and factors of classes for it and for {@code class-weights}. */
final class AugmentationKeys {

  private static final int MOST_COPIES = 100;

  /** Stands for {@code balanced}: a section that is written is never empty. */
  private static final Map<String, Double> BALANCED = Map.of();

  private static final Key<Double> JITTER =
      Key.withDefault(
          "jitter",
          new Decimal(Augmentation.JITTER),
          "0.0",
          "Standard deviation of the Gaussian noise that is added to every number, in units of the"
              + " encoded column: 0.1 is a tenth of a standard deviation after `standard`. Not to the"
              + " other columns of `hats`.");

  private static final Key<Double> MASK =
      Key.withDefault(
          "mask",
          new Decimal(Augmentation.MASK),
          "0.0",
          "The probability with which a feature is taken out: a number counts as 0, a category as"
              + " absent.");

  static final Key<Map<String, Double>> OVERSAMPLE =
      Key.optional(
          "oversample",
          factors(new Decimal(ClassWeights.FACTOR.below(MOST_COPIES))),
          "every record is learned once",
          "balanced",
          "How many times records of a class are learned, each time with noise of its own:"
              + " `balanced`, as often as brings the class up to the largest, at most 10 times; or"
              + " numbers by the class's name, whose fraction is a probability, 1 for a class that is"
              + " not named.");

  static final Section<Augmentation> TYPE =
      new Section<>(
          List.of(JITTER, MASK, OVERSAMPLE),
          values ->
              new Augmentation(
                  values.get(JITTER),
                  values.get(MASK),
                  values
                      .find(OVERSAMPLE)
                      .map(AugmentationKeys::classWeights)
                      .orElse(ClassWeights.NONE)));

  private AugmentationKeys() {}

  /** Returns the type of factors of classes: {@code balanced}, or numbers by name. */
  static Type<Map<String, Double>> factors(Decimal each) {
    return new Forms<>(List.of(Words.word("balanced", BALANCED), new NumberMap("classes", each)));
  }

  /** Returns what was read as factors of classes. */
  static ClassWeights classWeights(Map<String, Double> byName) {
    return byName.isEmpty() ? ClassWeights.BALANCED : new ClassWeights(false, byName);
  }
}
