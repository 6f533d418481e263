package io.gradstream.pipeline;

/**
 * Where records come from; how their label is read is part of the learner's rule.
 *
 * @param topic name of the Kafka topic
 * @param schema as which version of their subject records are read; of Avro only
 * @param encoding how the records are written
 */
public record Input(String topic, ReaderVersion schema, Encoding encoding) {}
