package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.number.Bucketise;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Scaled;
import io.gradstream.core.feature.number.Scaling;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.pipeline.declare.Conflict;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Declares the encoders that scale numbers or sort them into buckets. */
final class NumericKeys {

  private static final int LARGEST_WINDOW = 100_000;
  private static final int MOST_QUANTILES = 100;

  private static final Key<Missing> MISSING =
      Key.withDefault(
          "missing",
          new Forms<>(List.of(words(), new Mapped<>(Decimal.any(), Missing::constant))),
          "mean",
          "What stands in for a missing number: the column's running `mean`, not counted into the"
              + " statistics; or, before scaling and counted like any other value, `zero`, the"
              + " `last` value seen (the mean before there was one), or a number.");

  private static final Key<Boolean> INDICATOR =
      Key.withDefault(
          "indicator",
          Words.trueOrFalse(),
          "false",
          "Whether every field has one column more, 1 where its number is missing.");

  private static final Key<Integer> WINDOW =
      Key.withDefault(
          "window",
          Whole.of(Scaling.WINDOW, LARGEST_WINDOW),
          "1000",
          "How many of a field's last values count for quantiles; they are exact.");

  private static final Key<Double> BETA =
      Key.withDefault(
          "beta",
          new Decimal(Scaling.BETA),
          "0.999",
          "The factor by which the weight of the past falls with every value; about the last"
              + " 1 / (1 - beta) values count.");

  private static final Key<List<Double>> EDGES =
      Key.optional(
          "edges",
          new ListOf<>(Decimal.any(), "numbers that rise", false),
          "the edges are learned, as `quantiles` of them",
          "[0, 10, 20]",
          "Where one bucket ends and the next begins; an edge belongs to the bucket above it.");

  private static final Key<Integer> QUANTILES =
      Key.withDefault(
          "quantiles",
          Whole.of(Bucketise.Quantiles.COUNT, MOST_QUANTILES),
          "10",
          "How many buckets; each holds an equal share of the field's last values.");

  /** Every encoder declared here. */
  static final List<Key<? extends Feature>> ALL =
      List.of(
          numeric(
              "standard",
              fields("standard"),
              "[distance, temp]",
              "Numbers, each less its running mean and divided by its running standard deviation,"
                  + " the current record included.",
              List.of(),
              (fields, values) -> new Standard(fields, missing(values))),
          numeric(
              "hats",
              fields("hats"),
              "[distance, temp]",
              "Numbers as by `standard`, and beside each a set of hat functions with fixed knots from"
                  + " -20 to 20 deviations, by which a linear model learns a curve for every number."
                  + " A missing number has no hat, unless something is put in for it.",
              List.of(),
              (fields, values) -> new Hats(fields, missing(values))),
          scaler(
              "min-max",
              "Numbers, scaled to [0, 1] by the least and greatest value so far, the current"
                  + " record's included.",
              List.of(),
              values -> new Scaling.MinMax()),
          scaler(
              "max-abs",
              "Numbers, divided by the largest absolute value so far.",
              List.of(),
              values -> new Scaling.MaxAbs()),
          scaler(
              "robust",
              "Numbers, each less the median and divided by the distance of the quartiles of its"
                  + " last values, at most 5 from 0, for data with outliers.",
              List.of(WINDOW),
              values -> new Scaling.Robust(values.get(WINDOW))),
          scaler(
              "exponential",
              "Numbers, each less its mean and divided by its standard deviation, in which old"
                  + " values fade, for data that drift.",
              List.of(BETA),
              values -> new Scaling.Exponential(values.get(BETA))),
          bucketise());

  private NumericKeys() {}

  private static Words<Missing> words() {
    Map<String, Missing> words = new LinkedHashMap<>();
    words.put("mean", Missing.MEAN);
    words.put("zero", Missing.ZERO);
    words.put("last", Missing.LAST);
    return new Words<>(words, List.of());
  }

  /** Returns what the values say about missing numbers. */
  static Missing missing(Values values) {
    Missing missing = values.get(MISSING);
    return values.get(INDICATOR) ? missing.withIndicator() : missing;
  }

  /** Declares an encoder that has stand-ins for missing numbers. */
  static Key<Feature> numeric(
      String name,
      Type<List<String>> type,
      String example,
      String sentence,
      List<Key<?>> settings,
      BiFunction<List<String>, Values, Feature> build) {
    List<Key<?>> all = new ArrayList<>(settings);
    all.add(MISSING);
    all.add(INDICATOR);
    return Encoders.of(name, fieldsKey(type), example, sentence, all, List.of(), build);
  }

  /** Returns fields of which an encoder of a kind may take each once. */
  static Type<List<String>> fields(String encoder) {
    return new ListOf<>(FieldName.of(encoder), "names of fields", false);
  }

  private static Key<Feature> scaler(
      String name, String sentence, List<Key<?>> settings, Function<Values, Scaling> build) {
    return numeric(
        name,
        fields(name),
        "[distance, temp]",
        sentence,
        settings,
        (fields, values) -> new Scaled(fields, missing(values), build.apply(values)));
  }

  private static Key<Feature> bucketise() {
    String reason = "edges that are given are not learned";
    return Encoders.of(
        "bucketise",
        fieldsKey(fields("bucketise")),
        "{fields: [temp], edges: [0, 10, 20]}",
        "Numbers as one 0/1 column for each bucket, and one for missing values: the buckets"
            + " between given `edges`, or `quantiles` of the last values.",
        List.of(EDGES, QUANTILES, WINDOW),
        List.of(Conflict.of(EDGES, QUANTILES, reason), Conflict.of(EDGES, WINDOW, reason)),
        (fields, values) -> new Bucketise(fields, buckets(values)));
  }

  private static Bucketise.Buckets buckets(Values values) {
    return values
        .find(EDGES)
        .<Bucketise.Buckets>map(Bucketise.Edges::new)
        .orElseGet(() -> new Bucketise.Quantiles(values.get(QUANTILES), values.get(WINDOW)));
  }

  private static Key<List<String>> fieldsKey(Type<List<String>> type) {
    return Key.required("fields", type, "[distance, temp]", Encoders.SENTENCE);
  }
}
