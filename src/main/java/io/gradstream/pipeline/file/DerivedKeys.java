package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.number.Combination;
import io.gradstream.core.feature.number.Derivation;
import io.gradstream.core.feature.number.Derived;
import io.gradstream.core.feature.number.Elementwise;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Declares the encoders that derive numbers from fields and then standardise them. */
final class DerivedKeys {

  private static final int LARGEST_EXPONENT = 10;

  static final Key<Boolean> SCALE =
      Key.withDefault(
          "scale",
          Words.of(new Boolean[] {true, false}, scaled -> scaled ? "standard" : "none"),
          "standard",
          "`standard`: the numbers are then standardised, for gradient descent goes wrong on"
              + " columns of different sizes. `none`: they are left as they are.");

  private static final Key<Double> EXPONENT =
      Key.withDefault(
          "exponent",
          new Decimal(Elementwise.Power.EXPONENT.below(LARGEST_EXPONENT)),
          "0.5",
          "The power to which absolute values are raised; 0.5 is the root.");

  private static final Key<Double> MIN =
      Key.optional(
          "min", Decimal.any(), "no lower bound", "-60", "What smaller values are replaced by.");

  private static final Key<Double> MAX =
      Key.optional(
          "max", Decimal.any(), "no upper bound", "180", "What larger values are replaced by.");

  private static final Key<Boolean> LINEAR =
      Key.withDefault(
          "linear",
          Words.trueOrFalse(),
          "false",
          "Whether the fields themselves have columns too, before those of the products.");

  /** Every encoder declared here. */
  static final List<Key<? extends Feature>> ALL =
      List.of(
          derived(
              "log1p",
              NumericKeys.fields("log1p"),
              "[distance]",
              "Logarithms, sign(x) ln(1 + abs(x)), for values that span several sizes, negative"
                  + " ones included.",
              List.of(),
              (fields, values) -> new Elementwise.Log1p(fields)),
          derived(
              "power",
              NumericKeys.fields("power"),
              "{fields: [distance], exponent: 0.5}",
              "Powers that keep the sign, sign(x) abs(x)^exponent.",
              List.of(EXPONENT),
              (fields, values) -> new Elementwise.Power(fields, values.get(EXPONENT))),
          derived(
              "clip",
              NumericKeys.fields("clip"),
              "{fields: [dep_delay], min: -60, max: 180}",
              "Numbers cut to a range, of which `min`, `max` or both are given.",
              List.of(MIN, MAX),
              DerivedKeys::clip),
          derived(
              "polynomial",
              NumericKeys.fields("polynomial"),
              "[distance, temp]",
              "Squares of fields and products of every two of them.",
              List.of(LINEAR),
              (fields, values) -> new Combination.Polynomial(fields, values.get(LINEAR))),
          derived(
              "ratio",
              pair("ratio"),
              "[distance, air_time]",
              "The first field divided by the second; the column's mean where that is 0.",
              List.of(),
              (fields, values) -> new Combination.Ratio(fields)),
          derived(
              "difference",
              pair("difference"),
              "[arr_time, dep_time]",
              "The first field less the second.",
              List.of(),
              (fields, values) -> new Combination.Difference(fields)));

  private DerivedKeys() {}

  private static Derivation clip(List<String> fields, Values values) {
    return new Elementwise.Clip(
        fields,
        values.find(MIN).orElse(Double.NEGATIVE_INFINITY),
        values.find(MAX).orElse(Double.POSITIVE_INFINITY));
  }

  /** Returns two fields, which may be in other pairs as well. */
  private static Type<List<String>> pair(String encoder) {
    return new ListOf<>(FieldName.shared(encoder), "names of fields", false, 2);
  }

  private static Key<Feature> derived(
      String name,
      Type<List<String>> type,
      String example,
      String sentence,
      List<Key<?>> settings,
      BiFunction<List<String>, Values, Derivation> build) {
    List<Key<?>> all = new ArrayList<>(settings);
    all.add(SCALE);
    return NumericKeys.numeric(
        name,
        type,
        example,
        sentence,
        all,
        (fields, values) ->
            new Derived(
                build.apply(fields, values), NumericKeys.missing(values), values.get(SCALE)));
  }
}
