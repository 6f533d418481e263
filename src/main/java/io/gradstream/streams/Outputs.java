package io.gradstream.streams;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistry;
import io.gradstream.schema.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The output topics' schemas with the ids that the registry gave them.
 *
 * @param predictionId id of {@link OutputSchemas#PREDICTION}
 * @param metricsId id of {@link OutputSchemas#METRICS}
 * @param decisionId id of {@link OutputSchemas#DECISION}
 */
public record Outputs(int predictionId, int metricsId, int decisionId) {

  /** Registers the schemas under {@code <topic>-value}. */
  public static Outputs register(Pipeline pipeline, SchemaRegistry registry) {
    return new Outputs(
        registry.register(pipeline.predictionsTopic() + "-value", OutputSchemas.PREDICTION),
        registry.register(pipeline.metricsTopic() + "-value", OutputSchemas.METRICS),
        registry.register(pipeline.decisionsTopic() + "-value", OutputSchemas.DECISION));
  }

  PredictionWriter predictionWriter() {
    return new PredictionWriter(WireFormat.header(predictionId));
  }

  byte[] metrics(GenericRecord metrics) {
    return encode(metricsId, OutputSchemas.METRICS, metrics);
  }

  byte[] decision(GenericRecord decision) {
    return encode(decisionId, OutputSchemas.DECISION, decision);
  }

  private static byte[] encode(int id, Schema schema, GenericRecord value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      bytes.write(WireFormat.header(id));
      new GenericDatumWriter<GenericRecord>(schema).write(value, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }
}
