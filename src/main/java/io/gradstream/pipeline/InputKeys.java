package io.gradstream.pipeline;

import io.gradstream.core.data.LabelRule;
import java.util.List;

/** Declares {@code input}: the topic and its label. */
final class InputKeys {

  private static final int LONGEST_TOPIC = 249;

  static final Key<String> TOPIC =
      Key.required(
          "topic",
          Text.kafkaName(LONGEST_TOPIC),
          "flights",
          "The Kafka topic to read from, from its beginning the first time.");

  private static final Key<String> LABEL =
      Key.required(
          "label",
          FieldName.ofLabel(),
          "delayed",
          "The field to predict: a boolean, 0 or 1, or a text with `positive`. A record in which it"
              + " is null is scored and not learned from.");

  private static final Key<String> POSITIVE =
      Key.optional(
          "positive",
          Text.LINE,
          "the label is 0/1 or false/true",
          "UP",
          "The text of the positive class, compared exactly; any other text is the negative"
              + " class.");

  static final Section<Source> TYPE =
      new Section<>(
          List.of(TOPIC, LABEL, POSITIVE),
          values ->
              new Source(
                  new Input(values.get(TOPIC)),
                  new LabelRule(values.get(LABEL), values.find(POSITIVE))));

  /** Where records come from and how their label is read. */
  record Source(Input input, LabelRule label) {}

  private InputKeys() {}
}
