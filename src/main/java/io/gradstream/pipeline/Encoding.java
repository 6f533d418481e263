package io.gradstream.pipeline;

/** How the values of a topic's records are written. */
public sealed interface Encoding {

  /** Avro in the registry's wire format. */
  record Avro() implements Encoding {}

  /** One JSON object a record, without a schema. */
  record Json() implements Encoding {}

  /**
   * Whatever a class of the user's reads or writes.
   *
   * @param className of a Kafka deserializer, for outputs of a serializer, of Avro's generic
   *     records
   */
  record ByClass(String className) implements Encoding {}
}
