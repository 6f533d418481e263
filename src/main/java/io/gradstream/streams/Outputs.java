package io.gradstream.streams;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
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

  /** Registers the schemas under their subjects, such as {@code <topic>-value}. */
  public static Outputs register(Pipeline pipeline, SchemaRegistry registry) {
    List<Integer> ids =
        OutputSubject.of(pipeline).stream()
            .map(output -> registry.register(output.subject(), output.schema()))
            .toList();
    return new Outputs(ids.get(0), ids.get(1), ids.get(2));
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
