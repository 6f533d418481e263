package io.gradstream.streams.output;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.AvroDeserializer;
import io.gradstream.schema.JsonDeserializer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the output topics of a pipeline, in the format in which it writes them. */
public final class OutputReaders {

  private OutputReaders() {}

  /**
   * Returns what reads one of the output topics.
   *
   * @param schema of the topic's records, one of {@link OutputSchemas}
   * @throws ApplicationException if only a class of the user's knows how the records are written
   */
  public static Deserializer<GenericRecord> of(Pipeline pipeline, Schema schema) {
    if (pipeline.output().encoding() instanceof Encoding.ByClass named) {
      throw new ApplicationException(
          "the records are written by output.serializer %s: read them with its own deserializer"
              .formatted(named.className()));
    }
    return pipeline.output().encoding() instanceof Encoding.Avro
        ? new AvroDeserializer(pipeline.kafka())
        : new JsonDeserializer(schema);
  }
}
