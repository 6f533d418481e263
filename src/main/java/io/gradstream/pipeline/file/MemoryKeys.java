package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.Lag;
import io.gradstream.core.feature.past.PastWindow;
import io.gradstream.core.feature.past.RecalledScale;
import io.gradstream.core.feature.past.Rolling;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.feature.past.SinceLast;
import io.gradstream.core.feature.past.Statistic;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.TimeSpan;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Declares the encoders that remember past records. */
final class MemoryKeys {

  private static final ListOf<String> NAMES =
      new ListOf<>(FieldName.shared("memory"), "names of fields", true);
  private static final String OF_FIELDS = "Fields of numbers whose past values are remembered.";
  private static final String OF_LABEL =
      "`true` remembers the labels instead; records without one are passed over. Not for several"
          + " classes.";

  private static final Key<List<String>> FIELDS = Key.oneOf("fields", NAMES, "[temp]", OF_FIELDS);

  private static final Key<Boolean> LABEL =
      Key.oneOf("label", Words.word("true", true), "true", OF_LABEL);

  static final Key<List<String>> SOME_FIELDS =
      Key.optional("fields", NAMES, "`label` counts", "[temp]", OF_FIELDS);

  static final Key<Boolean> OR_LABEL =
      Key.optional("label", Words.word("true", true), "`fields` count", "true", OF_LABEL);

  private static final Key<List<String>> BY =
      Key.optional(
          "by",
          NAMES,
          "one memory of all records",
          "[station]",
          "Fields that together tell records apart, read as categories: each combination has a"
              + " memory of its own. A record that lacks one of them is not remembered.");

  static final Key<Integer> MAX_KEYS =
      Key.withDefault(
              "max-keys",
              Whole.of(Keying.MAX_KEYS, 10_000_000),
              "100000",
              "With `by`, how many keys are remembered; of more the least recently used is"
                  + " forgotten.")
          .withExample("5000");

  private static final Key<Long> TIME_TO_LIVE =
      Key.optional(
          "time-to-live",
          new TimeSpan(),
          "a key is remembered for ever",
          "30d",
          "A key without records for longer than this, by record time, is forgotten.");

  private static final Key<RecalledScale> SCALE =
      Key.withDefault(
              "scale",
              Words.of(new RecalledScale[] {RecalledScale.STANDARD, RecalledScale.NONE}),
              "standard",
              "Whether what is remembered is standardised, as by `standard`, or left as it is; 0"
                  + " for what is not known.")
          .withExample("none");

  private static final Key<RecalledScale> GAP_SCALE =
      Key.withDefault(
              "scale",
              Words.of(
                  new RecalledScale[] {
                    RecalledScale.LOG, RecalledScale.STANDARD, RecalledScale.NONE
                  }),
              "log",
              "`log` standardises the logarithm of the seconds and one, `standard` the seconds;"
                  + " `none` leaves the seconds as they are. 0 for what is not known.")
          .withExample("standard");

  private static final Key<List<Integer>> STEPS =
      Key.required(
          "steps",
          new ListOf<>(Whole.of(Lag.STEP, 10_000), "whole numbers from 1 to 10000", true),
          "[1, 24]",
          "How many records before, of the same key; 1 is the last.");

  private static final Key<Integer> LAST =
      Key.oneOf(
          "last",
          Whole.of(PastWindow.MOST, 10_000),
          "24",
          "The window holds this many records of the key.");

  static final Key<Integer> MAX_VALUES =
      Key.withDefault(
              "max-values",
              Whole.of(PastWindow.MOST, 100_000),
              "1000",
              "With `within`, how many records of a key are remembered at most.")
          .withExample("200");

  private static final Key<Long> WITHIN =
      Key.oneOf(
          "within",
          new TimeSpan(),
          "1h",
          "The window holds the records of the key whose times are no farther away than this.");

  private static final Key<List<Statistic>> OF =
      Key.withDefault(
              "of",
              new ListOf<>(
                  Words.of(Statistic.values()), "words out of mean, min, max, count", true),
              "[mean]",
              "What is computed of the values in the window, missing ones left out.")
          .withExample("[mean, max]");

  static final Key<Feature> LAG =
      Key.oneOf(
          "lag",
          new Choice<>(
              List.of(FIELDS, LABEL),
              keyed(STEPS, SCALE),
              List.of(),
              (chosen, values) ->
                  new Lag(series(values), values.get(STEPS), keying(values), values.get(SCALE))),
          "{label: true, steps: [1, 24]}",
          "The values that fields had some records before, or the last known labels.");

  static final Key<Feature> ROLLING =
      Key.oneOf(
          "rolling",
          new Choice<Number, Feature>(
              List.of(LAST, WITHIN),
              keyed(SOME_FIELDS, OR_LABEL, OF, MAX_VALUES, SCALE),
              List.of(),
              (window, values) ->
                  new Rolling(
                      series(values),
                      values.get(OF),
                      window(window, values),
                      keying(values),
                      values.get(SCALE))),
          "{fields: [temp], of: [mean, max], last: 24}",
          "Statistics of the values that fields, or the label, had in a window of past records, the"
              + " current one not among them; without either, `of: [count]` counts the records.");

  static final Key<Feature> SINCE_LAST =
      Key.oneOf(
          "since-last",
          new Section<Feature>(
              keyed(GAP_SCALE), values -> new SinceLast(keying(values), values.get(GAP_SCALE))),
          "{by: [card]}",
          "The seconds since the last record of the key, by record time.");

  private MemoryKeys() {}

  private static List<Key<?>> keyed(Key<?>... own) {
    List<Key<?>> keys = new ArrayList<>(List.of(own));
    keys.addAll(List.of(BY, MAX_KEYS, TIME_TO_LIVE));
    return keys;
  }

  private static Keying keying(Values values) {
    return new Keying(
        values.find(BY).orElse(List.of()),
        values.get(MAX_KEYS),
        values.find(TIME_TO_LIVE).orElse(0L));
  }

  private static Series series(Values values) {
    return Stream.of(FIELDS, SOME_FIELDS)
        .flatMap(key -> values.find(key).stream())
        .findFirst()
        .map(Series::of)
        .orElseGet(() -> isOfLabels(values) ? Series.label() : Series.records());
  }

  private static boolean isOfLabels(Values values) {
    return values.find(LABEL).isPresent() || values.find(OR_LABEL).isPresent();
  }

  private static PastWindow window(Number chosen, Values values) {
    return chosen instanceof Integer count
        ? PastWindow.last(count)
        : new PastWindow(values.get(MAX_VALUES), chosen.longValue());
  }
}
