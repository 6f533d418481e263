package io.gradstream.streams.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Outcome;
import io.gradstream.schema.JsonSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes one JSON object a record: the fields of the published schemas by their names, times in
 * milliseconds since the epoch, null for what is no finite number.
 */
public final class JsonOutputWriter implements OutputWriter {

  /** No prediction without classes is larger: ten names, and numbers of at most 24 digits. */
  static final int PLAIN_BYTES = 416 + ProgramVersion.text().length();

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String ANY_TOPIC = "";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(PLAIN_BYTES);

  @SuppressWarnings("resource") // has nothing to close
  private final JsonSerializer reports = new JsonSerializer();

  @Override
  public int maxPredictionBytes(Task task) {
    return PLAIN_BYTES + PredictedClasses.mostBytes(task);
  }

  @Override
  public byte[] prediction(Headers headers, Outcome outcome, long time, Origin origin) {
    bytes.reset();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("time", time);
      number(out, "score", outcome.score());
      number(out, "label", PredictedClasses.label(outcome));
      out.writeNumberField("version", outcome.version());
      out.writeNumberField("source_partition", origin.partition());
      out.writeNumberField("source_offset", origin.offset());
      out.writeObjectField("class", PredictedClasses.predicted(outcome).orElse(null));
      out.writeObjectField("label_class", PredictedClasses.labelled(outcome).orElse(null));
      probabilities(out, PredictedClasses.of(outcome));
      out.writeStringField("program_version", ProgramVersion.text());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void probabilities(JsonGenerator out, Map<String, Double> of) throws IOException {
    if (of.isEmpty()) {
      out.writeNullField("probabilities");
      return;
    }
    out.writeObjectFieldStart("probabilities");
    for (Map.Entry<String, Double> each : of.entrySet()) {
      number(out, each.getKey(), each.getValue());
    }
    out.writeEndObject();
  }

  private static void number(JsonGenerator out, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumberField(name, value);
    } else {
      out.writeNullField(name);
    }
  }

  @Override
  public byte[] metrics(Headers headers, GenericRecord metrics) {
    return reports.serialize(ANY_TOPIC, metrics);
  }

  @Override
  public byte[] decision(Headers headers, GenericRecord decision) {
    return reports.serialize(ANY_TOPIC, decision);
  }
}
