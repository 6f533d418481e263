package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.category.BagOfCategories;
import io.gradstream.core.feature.category.CategoryScale;
import io.gradstream.core.feature.category.Cross;
import io.gradstream.core.feature.category.Frequency;
import io.gradstream.core.feature.category.HashBuckets;
import io.gradstream.core.feature.category.HashedText;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.category.Ordinal;
import io.gradstream.core.feature.category.TargetMean;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.stream.Stream;

/** Declares the encoders of categories. */
final class CategoryKeys {

  private static final int MOST_BUCKETS = 1 << 20;
  private static final int MOST_CATEGORIES = 10_000_000;

  private static final Key<Feature> ONE_HOT =
      Encoders.of(
          "one-hot",
          "[month, carrier]",
          "Categories, one 0/1 column each; columns are added as categories appear, and a missing"
              + " value has a column of its own.",
          LimitKeys.ALL,
          (fields, values) -> new OneHot(fields, LimitKeys.limits(values)));

  private static final Key<Feature> CROSS =
      Encoders.of(
          "cross",
          new ListOf<>(FieldName.shared("cross"), "names of fields", true, 2),
          "[carrier, dest]",
          "What several categories are together, one 0/1 column for each combination, added as it"
              + " appears; a record that lacks one of the fields has a column of its own.",
          LimitKeys.ALL,
          (fields, values) -> new Cross(fields, LimitKeys.limits(values)));

  private static final Key<CategoryScale> SCALE =
      Key.withDefault(
          "scale",
          Words.of(CategoryScale.values()),
          "standard",
          "Whether the number is standardised by its running mean and standard deviation, as"
              + " `standard` does with numbers, so that one learning rate suits all.");

  private static final Key<String> FIELD =
      Key.required("field", FieldName.of("ordinal"), "size", "The field to encode.");

  private static final Key<List<String>> ORDER =
      Key.required(
          "order",
          new ListOf<>(Text.LINE, "categories", true, 2),
          "[M, L, XL]",
          "Its categories, from the least on.");

  private static final Key<Ordinal.Unknown> UNKNOWN =
      Key.withDefault(
          "unknown",
          Words.of(Ordinal.Unknown.values()),
          "error",
          "What becomes of a category that is not in the order: its record is a dead letter, it has"
              + " a column of its own, or it counts as missing.");

  private static final Key<Feature> ORDINAL =
      Key.oneOf(
          "ordinal",
          new Section<Feature>(
              List.of(FIELD, ORDER, UNKNOWN, SCALE),
              values ->
                  new Ordinal(
                      values.get(FIELD),
                      values.get(ORDER),
                      values.get(UNKNOWN),
                      values.get(SCALE))),
          "{field: size, order: [M, L, XL]}",
          "A category as its place in a stated order (0, 1, 2, ...), one column, and one for records"
              + " in which it is missing.");

  private static final Key<Integer> BUCKETS =
      Key.withDefault(
          "buckets",
          Whole.of(HashBuckets.BUCKETS, MOST_BUCKETS),
          "1024",
          "Columns of each field at most; one is added when it is first needed.");

  private static final Key<Boolean> SIGNED =
      Key.withDefault(
          "signed",
          Words.trueOrFalse(),
          "false",
          "Whether a second hash gives half of the categories -1 for 1, so that those that share a"
              + " column cancel out on average.");

  private static final Key<Feature> HASH =
      Encoders.of(
          "hash",
          "[dest, tailnum]",
          "Categories by hash into a fixed number of columns for each field; those that collide share"
              + " one. A missing value has a column of its own.",
          List.of(BUCKETS, SIGNED),
          (fields, values) -> new HashBuckets(fields, values.get(BUCKETS), values.get(SIGNED)));

  private static final Key<Integer> COUNTED =
      Key.withDefault(
          "max-categories",
          Whole.of(Frequency.MAX_CATEGORIES, MOST_CATEGORIES),
          "100000",
          "How many categories of a field are counted each, as they appear; the rest count as one.");

  private static final Key<Feature> FREQUENCY =
      Encoders.of(
          "frequency",
          "[tailnum, dest]",
          "Categories, each as its share of the records so far, the current one included; a missing"
              + " value is a category like any other.",
          List.of(COUNTED, SCALE),
          (fields, values) -> new Frequency(fields, values.get(COUNTED), values.get(SCALE)));

  private static final Key<Double> SMOOTHING =
      Key.withDefault(
          "smoothing",
          new Decimal(TargetMean.SMOOTHING),
          "20",
          "As many labels of the overall mean are added to those of a category.");

  private static final Key<Feature> TARGET_MEAN =
      Encoders.of(
          "target-mean",
          "[dest, carrier]",
          "Categories, each as the smoothed mean of the labels seen with it before the current record;"
              + " for two classes and for numbers.",
          List.of(SMOOTHING, COUNTED, SCALE),
          (fields, values) ->
              new TargetMean(
                  fields, values.get(SMOOTHING), values.get(COUNTED), values.get(SCALE)));

  private static final Key<Boolean> COUNT =
      Key.withDefault(
          "count",
          Words.trueOrFalse(),
          "false",
          "Whether a column is how often the category is in the field, not just whether.");

  private static final Key<Feature> BAG =
      Encoders.of(
          "bag",
          "[tags]",
          "Fields of several categories at once, such as arrays: one column for each distinct one,"
              + " added as it appears; a missing field has a column of its own.",
          Stream.concat(Stream.of(COUNT), LimitKeys.ALL.stream()).toList(),
          (fields, values) ->
              new BagOfCategories(fields, values.get(COUNT), LimitKeys.limits(values)));

  private static final Key<Integer> WORD_BUCKETS =
      Key.withDefault("buckets", BUCKETS.type(), "4096", BUCKETS.sentence());

  private static final Key<HashedText.Norm> NORM =
      Key.withDefault(
          "norm",
          Words.of(HashedText.Norm.values()),
          "l2",
          "Whether the counts of a text are divided by the root of the sum of their squares.");

  private static final Key<Feature> TEXT =
      Encoders.of(
          "text",
          "[comment]",
          "Texts as bags of words by hash: words are the longest runs of letters and digits in lower"
              + " case, each adding 1 to the column of its bucket. A missing text has a column of"
              + " its own.",
          List.of(WORD_BUCKETS, NORM),
          (fields, values) -> new HashedText(fields, values.get(WORD_BUCKETS), values.get(NORM)));

  /** Every encoder of categories, in the order in which they are documented. */
  static final List<Key<? extends Feature>> ALL =
      List.of(ONE_HOT, CROSS, ORDINAL, HASH, FREQUENCY, TARGET_MEAN, BAG, TEXT);

  private CategoryKeys() {}
}
