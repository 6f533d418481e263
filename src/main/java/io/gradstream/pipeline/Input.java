package io.gradstream.pipeline;

/**
 * Where records come from; how their label is read is part of the learner's rule.
 *
 * @param topic name of the Kafka topic
 */
public record Input(String topic) {}
