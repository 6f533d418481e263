package io.gradstream.streams.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.text.ProgramVersion;
import io.gradstream.schema.JsonSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
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
      PredictionFields.write(outcome, time, origin, new Fields(out));
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  @Override
  public byte[] metrics(Headers headers, GenericRecord metrics) {
    return reports.serialize(ANY_TOPIC, metrics);
  }

  @Override
  public byte[] decision(Headers headers, GenericRecord decision) {
    return reports.serialize(ANY_TOPIC, decision);
  }

  @Override
  public byte[] outcome(Headers headers, GenericRecord outcome) {
    return reports.serialize(ANY_TOPIC, outcome);
  }

  /** One field of the object after another. */
  private record Fields(JsonGenerator out) implements PredictionFields.Sink {

    /** Writes something; memory does not fail. */
    private interface Writing {
      void run() throws IOException;
    }

    @Override
    public void integer(String name, long value) {
      write(() -> out.writeNumberField(name, value));
    }

    @Override
    public void integer(String name, int value) {
      write(() -> out.writeNumberField(name, value));
    }

    @Override
    public void number(String name, double value) {
      write(
          () -> {
            if (Double.isFinite(value)) {
              out.writeNumberField(name, value);
            } else {
              out.writeNullField(name);
            }
          });
    }

    @Override
    public void optionalNumber(String name, double value) {
      number(name, value);
    }

    @Override
    public void optionalText(String name, Optional<String> value) {
      write(() -> out.writeObjectField(name, value.orElse(null)));
    }

    @Override
    public void optionalNumbers(String name, Map<String, Double> values) {
      if (values.isEmpty()) {
        write(() -> out.writeNullField(name));
        return;
      }
      write(() -> out.writeObjectFieldStart(name));
      values.forEach(this::number);
      write(out::writeEndObject);
    }

    @Override
    public void constant(String name, String value) {
      write(() -> out.writeStringField(name, value));
    }

    private static void write(Writing writing) {
      try {
        writing.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
