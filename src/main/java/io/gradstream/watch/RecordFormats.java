package io.gradstream.watch;

import java.util.function.Supplier;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How the records of a pipeline's output topics are read; each supplier makes a reader of its own.
 *
 * @param metrics of the topic of metrics
 * @param decisions of the topic of decisions
 * @param predictions of the topic of predictions
 */
public record RecordFormats(
    Supplier<Deserializer<GenericRecord>> metrics,
    Supplier<Deserializer<GenericRecord>> decisions,
    Supplier<Deserializer<GenericRecord>> predictions) {}
