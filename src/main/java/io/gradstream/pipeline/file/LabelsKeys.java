package io.gradstream.pipeline.file;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.delay.LabelDelay.Match;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.declare.Conflict;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.TimeSpan;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Declares {@code labels}: labels that are in records of their own, and how they are waited for.
 */
final class LabelsKeys {

  private static final int MOST_WAITING = 100_000_000;

  static final Key<String> TOPIC =
      Key.optional(
          "topic",
          Text.kafkaName(InputKeys.LONGEST_TOPIC),
          "required, unless `same-topic` is true",
          "arrivals",
          "The Kafka topic that labels come from.");

  static final Key<Boolean> SAME_TOPIC =
      Key.withDefault(
              "same-topic",
              Words.trueOrFalse(),
              "false",
              "Whether labels come with later records of the input's topic: one in which the label is"
                  + " not null is the label of an earlier one with its key, as a table sends it"
                  + " whose rows are completed.")
          .withExample("true");

  static final Key<List<String>> KEY =
      Key.optional(
          "key",
          FieldName.KEY,
          "as `input.key`",
          "flight_id",
          "The key of a label's record, equal to that of the record that it is the label of:"
              + " `record-key`, its own; or as many fields of its value as `input.key` has. One field"
              + " and a record's own key go together if that is a text.");

  static final Key<String> FIELD =
      Key.required(
              "field",
              FieldName.ofLabel(),
              "delayed",
              "The field of a label's record that holds the label, as `input.label` has it. A record in"
                  + " which it is null is counted and is the label of none.")
          .checkedAs("label");

  static final Key<Long> WAIT =
      Key.required(
              "wait",
              new TimeSpan(),
              "24h",
              "How long a record waits for its label, by the times of the records. What waits takes"
                  + " memory, and records whose label never comes must not wait for ever: choose a time"
                  + " within which labels come.")
          .checkedAs("1d");

  private static final Key<Long> EARLY =
      Key.withDefault(
              "early",
              new TimeSpan(true),
              "0s",
              "How long a label waits for its record, where that may come later. `0s`: a label that no"
                  + " record waits for is counted and dropped at once.")
          .withExample("1h");

  private static final Key<Integer> MAX_WAITING =
      Key.withDefault(
              "max-waiting",
              new Whole(1, MOST_WAITING),
              "1000000",
              "How many records may wait at once, and how many labels. With one more the oldest is"
                  + " given up, and counted.")
          .withExample("200000");

  static final Key<Unlabelled> UNLABELLED =
      Key.withDefault(
              "unlabelled",
              new Forms<>(
                  List.of(
                      Words.word("drop", Unlabelled.DROP),
                      Words.word("negative", Unlabelled.NEGATIVE),
                      new Mapped<>(
                          Decimal.any(),
                          number -> new Unlabelled(false, OptionalDouble.of(number))))),
              "drop",
              "What a record is whose `wait` is over without a label: `drop`, counted and not learned"
                  + " from; `negative`, of the negative class, as an advertisement that nobody clicked"
                  + " within that time; for a regression a number, such as 0.")
          .withExample("negative");

  private static final Key<Match> MATCH =
      Key.withDefault(
              "match",
              Words.of(Match.values()),
              "first",
              "Which of several records that wait with one key a label is of: `first`, the one that has"
                  + " waited longest; `all` of them.")
          .withExample("all");

  private static final Key<Integer> SCHEMA =
      Key.optional(
          InputKeys.SCHEMA.name(),
          InputKeys.SCHEMA.type(),
          "latest",
          "3",
          "The version of the label topic's subject as which its records are read, as `input.schema`.");

  private static final Key<String> FORMAT =
      Key.optional(
          InputKeys.FORMAT.name(),
          InputKeys.FORMAT.type(),
          "as the input's records",
          "json",
          "How the records of labels are written: `avro` or `json`.");

  private static final Key<String> DESERIALIZER =
      Key.optional(
          InputKeys.DESERIALIZER.name(),
          InputKeys.DESERIALIZER.type(),
          "as the input's records",
          "org.example.LabelDeserializer",
          "In place of a format, a class of your own that reads the records of labels, as"
              + " `input.deserializer`.");

  private static final Key<Envelope> ENVELOPE =
      Key.optional(
          InputKeys.ENVELOPE.name(),
          InputKeys.ENVELOPE.type(),
          "as the input's records",
          "debezium",
          "What is around the row in a label's record, as `input.envelope`.");

  private static final String ALIKE = "records of one topic are written alike, as `input` says";

  /** The section {@code labels}. */
  static final Section<Written> TYPE =
      new Section<>(
          List.of(
              TOPIC,
              SAME_TOPIC,
              KEY,
              FIELD,
              InputKeys.TRANSFORM,
              InputKeys.TASK,
              InputKeys.POSITIVE,
              InputKeys.THRESHOLD,
              InputKeys.CLASSES,
              InputKeys.MAX_CLASSES,
              InputKeys.WEIGHT,
              WAIT,
              EARLY,
              MAX_WAITING,
              UNLABELLED,
              MATCH,
              SCHEMA,
              FORMAT,
              DESERIALIZER,
              ENVELOPE),
          List.of(
              notInOneTopic(TOPIC, "labels come from one of them"),
              notInOneTopic(KEY, "records of one topic have one key, `input.key`"),
              notInOneTopic(SCHEMA, ALIKE),
              notInOneTopic(FORMAT, ALIKE),
              notInOneTopic(DESERIALIZER, ALIKE),
              notInOneTopic(ENVELOPE, ALIKE),
              Conflict.of(
                  InputKeys.THRESHOLD,
                  InputKeys.POSITIVE,
                  "a label is a number to compare or a text"),
              EncodingKeys.conflict(DESERIALIZER, FORMAT),
              Conflict.of(SCHEMA, FORMAT, "only Avro has versions in a registry")
                  .ifIt(EncodingKeys.JSON),
              Conflict.of(
                  SCHEMA, DESERIALIZER, "the class chooses as which version it reads a record")),
          LabelsKeys::written);

  /**
   * What a file says of labels in records of their own.
   *
   * @param topic theirs; empty if it is the input's
   * @param key as in {@link Labels}; empty for that of the input
   * @param encoding and the rest: empty for that of the input
   */
  record Written(
      Optional<String> topic,
      boolean sameTopic,
      Optional<List<String>> key,
      InputKeys.Label label,
      long patience,
      long early,
      int mostWaiting,
      Unlabelled unlabelled,
      Match match,
      int schema,
      Optional<Encoding> encoding,
      Optional<Envelope> envelope) {

    /** Returns where the labels of an input come from. */
    Labels of(InputKeys.Source source) {
      Input input = source.input();
      if (sameTopic) {
        return new Labels(true, input, source.key());
      }
      return new Labels(
          false,
          new Input(
              topic.orElse(input.topic() + "-labels"),
              InputKeys.version(schema),
              encoding.orElse(input.encoding()),
              envelope.orElse(input.envelope()),
              input.onEmpty()),
          key.orElse(source.key()));
    }

    /** Returns how they are waited for. */
    LabelDelay delay(InputKeys.Source source) {
      return new LabelDelay(source.key(), patience, early, mostWaiting, unlabelled.label(), match);
    }
  }

  /**
   * What a record is without a label.
   *
   * @param negative whether it is of the negative class
   * @param number the label that it has, if it has one
   */
  record Unlabelled(boolean negative, OptionalDouble number) {

    static final Unlabelled DROP = new Unlabelled(false, OptionalDouble.empty());
    static final Unlabelled NEGATIVE = new Unlabelled(true, OptionalDouble.empty());

    OptionalDouble label() {
      return negative ? OptionalDouble.of(0) : number;
    }
  }

  private LabelsKeys() {}

  private static Conflict notInOneTopic(Key<?> key, String reason) {
    return Conflict.of(key, SAME_TOPIC, reason).ifIt("true");
  }

  private static Written written(Values values) {
    return new Written(
        values.find(TOPIC),
        values.get(SAME_TOPIC),
        values.find(KEY),
        InputKeys.label(new InputKeys.LabelSource(values.get(FIELD), transform(values)), values),
        values.get(WAIT),
        values.get(EARLY),
        values.get(MAX_WAITING),
        values.get(UNLABELLED),
        values.get(MATCH),
        values.find(SCHEMA).orElse(InputKeys.SCHEMA.defaultValue()),
        encoding(values),
        values.find(ENVELOPE));
  }

  private static LabelTransform transform(Values values) {
    return values.get(InputKeys.TRANSFORM);
  }

  private static Optional<Encoding> encoding(Values values) {
    return values
        .find(DESERIALIZER)
        .<Encoding>map(Encoding.ByClass::new)
        .or(
            () ->
                values
                    .find(FORMAT)
                    .map(
                        word ->
                            word.equals(EncodingKeys.JSON)
                                ? new Encoding.Json()
                                : new Encoding.Avro()));
  }
}
