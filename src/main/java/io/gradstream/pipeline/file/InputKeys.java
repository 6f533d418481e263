package io.gradstream.pipeline.file;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Task;
import io.gradstream.core.data.Threshold;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.OnEmpty;
import io.gradstream.pipeline.ReaderVersion;
import io.gradstream.pipeline.declare.Conflict;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.Optional;

/** Declares {@code input}: the topic, its label and how its records are written. */
final class InputKeys {

  static final int LONGEST_TOPIC = 249;

  static final Key<String> TOPIC =
      Key.required(
          "topic",
          Text.kafkaName(LONGEST_TOPIC),
          "flights",
          "The Kafka topic to read from, from its beginning the first time.");

  private static final Key<String> LABEL_FIELD =
      Key.required("field", FieldName.ofLabel(), "price", "The field to predict.");

  static final Key<List<String>> KEY =
      Key.optional(
          "key",
          FieldName.KEY,
          "the record's own key",
          "[carrier, flight]",
          "By which key labels find their records, where there are `labels`: `record-key`, the"
              + " record's own, byte by byte; or a field of the value, or several, by their texts. A"
              + " record without its key is a dead letter (`NO_KEY`). Keys that a serializer writes"
              + " with the id of a schema differ between topics; name fields then.");

  static final Key<LabelTransform> TRANSFORM =
      Key.withDefault(
              "transform",
              Words.of(LabelTransform.values()),
              "none",
              "What a label that is a number is put through before it is learned; predictions,"
                  + " metrics and baselines stay in the label's own unit. `log1p`: log(1 + y), for"
                  + " prices, counts and times of which a few are very large; errors are then"
                  + " learned as parts of the label, and a label of -1 or less is a dead letter.")
          .withExample("log1p");

  /**
   * The label's field, and what is done with it.
   *
   * @param field its name
   * @param transform what a label that is a number is put through
   */
  record LabelSource(String field, LabelTransform transform) {}

  static final Key<LabelSource> LABEL =
      Key.optional(
          "label",
          new Forms<>(
              List.of(
                  new Mapped<>(
                      FieldName.ofLabel(), name -> new LabelSource(name, LabelTransform.NONE)),
                  new Section<>(
                      List.of(LABEL_FIELD, TRANSFORM),
                      List.of(),
                      values -> new LabelSource(values.get(LABEL_FIELD), values.get(TRANSFORM))))),
          "required, unless there are `labels`",
          "delayed",
          "The field to predict: of two classes a boolean, 0 or 1, a text with `positive`, or a number with `threshold`; of"
              + " several any text; of numbers a number. A record in which it is null is scored and"
              + " not learned from.");

  static final Key<String> POSITIVE =
      Key.optional(
          "positive",
          Text.LINE,
          "the label is 0/1 or false/true",
          "UP",
          "The text of the positive class, compared exactly; any other text is the negative"
              + " class.");

  static final Key<String> THRESHOLD =
      Key.optional(
          "threshold",
          Text.matching("a comparison with a number, such as '>= 15'", Threshold.TEXT.pattern()),
          "the label is no number",
          "\">= 15\"",
          "Makes two classes of a number: those for which it holds are the positive class.");

  private static final int MOST_CLASSES = 100_000;

  static final Key<List<String>> CLASSES =
      Key.optional(
          "classes",
          new ListOf<>(Text.LINE, "names of classes", true),
          "classes are numbered as they appear",
          "[economy, business, first]",
          "The classes of a label of several, in their order; a record with any other goes to the"
              + " dead letters.");

  static final Key<Integer> MAX_CLASSES =
      Key.withDefault(
          "max-classes",
          Whole.of(LabelRule.MOST_CLASSES, MOST_CLASSES),
          "1000",
          "How many classes may appear; a record with one more goes to the dead letters. Each takes"
              + " a weight and its moments in every column.");

  static final Key<String> WEIGHT =
      Key.optional(
          "weight",
          FieldName.of("weight"),
          "every record counts 1",
          "importance",
          "A number of 0 or more by which a record counts in learning: its gradient is multiplied by"
              + " it. Null counts 1, 0 is predicted and not learned from, and a negative number goes"
              + " to the dead letters. Metrics count every record alike.");

  static final Key<Task> TASK =
      Key.optional(
          "task",
          Words.of(Task.values()),
          "that of the model; `binary` for an mlp",
          "regression",
          "What the label is: `binary`, one of two classes; `multiclass`, one of several;"
              + " `regression`, a number.");

  private static final int LATEST = 0;
  private static final int WRITER = -1;

  static final Key<Integer> SCHEMA =
      Key.withDefault(
              "schema",
              new Forms<>(
                  List.of(
                      Words.of(
                          new Integer[] {LATEST, WRITER}, n -> n == LATEST ? "latest" : "writer"),
                      new Whole(1, Integer.MAX_VALUE))),
              "latest",
              "The version of the topic's subject as which records are read, whatever version they"
                  + " were written with: fields renamed with an alias, promoted, or added with a"
                  + " default are read as that version says. `latest` is the newest, asked for"
                  + " again whenever a record of a new schema comes, so producers may evolve"
                  + " theirs; `writer` reads each record as it was written; with a number, nothing"
                  + " that is registered later changes what is read: same topic, same bits.")
          .withExample("3");

  static final Key<String> FORMAT =
      EncodingKeys.format(
          "How the records are written: `avro`, in the schema registry's wire format, or `json`,"
              + " one object a record, for which no registry is needed.");

  static final Key<String> DESERIALIZER =
      EncodingKeys.byClass(
          "deserializer",
          "org.example.RecordDeserializer",
          "In place of a format, a class of your own that reads the records: a Kafka"
              + " `Deserializer<GenericRecord>` in a jar in `lib/ext/`, configured with the"
              + " settings under `kafka`.");

  static final Key<Envelope> ENVELOPE =
      Key.withDefault(
              "envelope",
              Words.of(Envelope.values()),
              "none",
              "What is around the row in a record: `none`, the record is the row; `debezium`, a"
                  + " change of a database's row, of which fields are read from `after` by their"
                  + " names in the row. Deletes are dead letters (`DELETED`).")
          .withExample("debezium");

  private static final Key<OnEmpty> ON_EMPTY =
      Key.withDefault(
              "on-empty",
              Words.of(OnEmpty.values()),
              "dead-letter",
              "What becomes of a record that has none of the features, each being absent or null:"
                  + " `dead-letter`, it goes to the dead letters (`NO_FEATURES`); `predict`, it is"
                  + " predicted and learned from like any other.")
          .withExample("predict");

  static final Section<Source> TYPE =
      new Section<>(
          List.of(
              TOPIC,
              KEY,
              LABEL,
              TASK,
              POSITIVE,
              THRESHOLD,
              CLASSES,
              MAX_CLASSES,
              WEIGHT,
              SCHEMA,
              FORMAT,
              DESERIALIZER,
              ENVELOPE,
              ON_EMPTY),
          List.of(
              Conflict.of(THRESHOLD, POSITIVE, "a label is a number to compare or a text"),
              EncodingKeys.conflict(DESERIALIZER, FORMAT),
              Conflict.of(SCHEMA, FORMAT, "only Avro has versions in a registry")
                  .ifIt(EncodingKeys.JSON),
              Conflict.of(
                  SCHEMA, DESERIALIZER, "the class chooses as which version it reads a record")),
          values ->
              new Source(
                  new Input(
                      values.get(TOPIC),
                      version(values.get(SCHEMA)),
                      EncodingKeys.encoding(values, FORMAT, DESERIALIZER),
                      values.get(ENVELOPE),
                      values.get(ON_EMPTY)),
                  values.find(LABEL).map(label -> label(label, values)),
                  values.find(KEY).orElse(List.of())));

  /**
   * Where records come from and how their label is read.
   *
   * @param label empty if it is in records of its own
   * @param key the fields of the key by which labels find their records; none for the record's own
   */
  record Source(Input input, Optional<Label> label, List<String> key) {}

  /** What is said of the label; the task is the model's unless it is given. */
  record Label(
      String field,
      LabelTransform transform,
      Optional<Task> task,
      Optional<String> positive,
      Optional<Threshold> threshold,
      List<String> classes,
      int mostClasses,
      Optional<String> weight) {

    LabelRule rule(Task ofModel) {
      return switch (task.orElse(ofModel)) {
        case BINARY ->
            threshold
                .map(rule -> LabelRule.threshold(field, rule))
                .orElseGet(() -> LabelRule.binary(field, positive));
        case REGRESSION -> LabelRule.number(field);
        case MULTICLASS -> LabelRule.classes(field, classes, mostClasses);
      };
    }
  }

  /** What a file is checked with that names no label. */
  static final Label NO_LABEL =
      new Label(
          "label",
          LabelTransform.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          LabelRule.MOST_CLASSES.min(),
          Optional.empty());

  private InputKeys() {}

  /** Returns all that a section says of the label. */
  static Label label(LabelSource source, Values values) {
    return new Label(
        source.field(),
        source.transform(),
        values.find(TASK),
        values.find(POSITIVE),
        values.find(THRESHOLD).map(Threshold::parse),
        values.find(CLASSES).orElse(List.of()),
        values.get(MAX_CLASSES),
        values.find(WEIGHT));
  }

  static ReaderVersion version(int number) {
    return switch (number) {
      case LATEST -> new ReaderVersion.Latest();
      case WRITER -> new ReaderVersion.Writer();
      default -> new ReaderVersion.Pinned(number);
    };
  }
}
