package io.gradstream.pipeline;

import io.gradstream.core.data.Envelope;

/**
 * Where records come from; how their label is read is part of the learner's rule.
 *
 * @param topic name of the Kafka topic
 * @param schema as which version of their subject records are read; of Avro only
 * @param encoding how the records are written
 * @param envelope what is around the row in a record
 * @param onEmpty what becomes of records that have none of the features
 */
public record Input(
    String topic, ReaderVersion schema, Encoding encoding, Envelope envelope, OnEmpty onEmpty) {

  /** Creates an input of plain rows, of which empty ones are dead letters. */
  public Input(String topic, ReaderVersion schema, Encoding encoding) {
    this(topic, schema, encoding, Envelope.NONE, OnEmpty.DEAD_LETTER);
  }

  /** Returns the same input from another topic. */
  Input withTopic(String newTopic) {
    return new Input(newTopic, schema, encoding, envelope, onEmpty);
  }

  /** Returns the same input in another encoding. */
  public Input withEncoding(Encoding newEncoding) {
    return new Input(topic, schema, newEncoding, envelope, onEmpty);
  }
}
