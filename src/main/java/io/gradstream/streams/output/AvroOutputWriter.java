package io.gradstream.streams.output;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Outcome;
import io.gradstream.schema.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Headers;

/** Writes Avro in the registry's wire format. */
final class AvroOutputWriter implements OutputWriter {

  private final Outputs.Avro ids;
  private final PredictionWriter predictions;

  AvroOutputWriter(Outputs.Avro ids) {
    this.ids = ids;
    predictions = new PredictionWriter(WireFormat.header(ids.predictionId()));
  }

  @Override
  public int maxPredictionBytes(Task task) {
    return PredictionWriter.PLAIN_BYTES + PredictedClasses.mostBytes(task);
  }

  @Override
  public byte[] prediction(Headers headers, Outcome outcome, long time, Origin origin) {
    return predictions.write(outcome, time, origin);
  }

  @Override
  public byte[] metrics(Headers headers, GenericRecord metrics) {
    return encode(ids.metricsId(), OutputSchemas.METRICS, metrics);
  }

  @Override
  public byte[] decision(Headers headers, GenericRecord decision) {
    return encode(ids.decisionId(), OutputSchemas.DECISION, decision);
  }

  @Override
  public byte[] outcome(Headers headers, GenericRecord outcome) {
    return encode(ids.outcomeId(), OutputSchemas.OUTCOME, outcome);
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
