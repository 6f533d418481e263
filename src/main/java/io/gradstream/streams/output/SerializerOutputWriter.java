package io.gradstream.streams.output;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Outcome;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.OwnClass;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.schema.SerdeFailure;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes by a serializer of the user's. One that fails ends the application, and nothing that was
 * learned from the record is committed; one that the network fails is tried again from the last
 * commit.
 */
public final class SerializerOutputWriter implements OutputWriter {

  private static final String KEY = "output.serializer";

  /** Room that a prediction is given: its numbers and names in whatever form. */
  private static final int ROOM = 4096;

  private final Pipeline pipeline;
  private final Serializer<Object> serializer;

  private SerializerOutputWriter(Pipeline pipeline, Serializer<Object> serializer) {
    this.pipeline = pipeline;
    this.serializer = serializer;
  }

  /**
   * Makes and configures the serializer.
   *
   * @throws ConfigException if that fails
   */
  @SuppressWarnings("unchecked") // of what it is a serializer shows with the first record
  public static SerializerOutputWriter open(Pipeline pipeline, String className) {
    Serializer<Object> serializer = OwnClass.instance(KEY, className, Serializer.class);
    SerializerOutputWriter writer = new SerializerOutputWriter(pipeline, serializer);
    writer.guarded(
        () -> {
          serializer.configure(pipeline.kafka(), false);
          return "";
        });
    return writer;
  }

  @Override
  public int maxPredictionBytes(Task task) {
    return ROOM + PredictedClasses.mostBytes(task);
  }

  @Override
  public boolean mustBeMeasured() {
    return true;
  }

  @Override
  public byte[] prediction(Headers headers, Outcome outcome, long time, Origin origin) {
    GenericRecord prediction = new GenericData.Record(OutputSchemas.PREDICTION);
    PredictionFields.write(outcome, time, origin, new Fields(prediction));
    return prediction(headers, prediction);
  }

  /** Returns the bytes of a record of {@link OutputSchemas#PREDICTION}. */
  public byte[] prediction(Headers headers, GenericRecord prediction) {
    return write(pipeline.predictionsTopic(), headers, prediction);
  }

  @Override
  public byte[] metrics(Headers headers, GenericRecord metrics) {
    return write(pipeline.metricsTopic(), headers, metrics);
  }

  @Override
  public byte[] decision(Headers headers, GenericRecord decision) {
    return write(pipeline.decisionsTopic(), headers, decision);
  }

  @Override
  public byte[] outcome(Headers headers, GenericRecord outcome) {
    return write(pipeline.outcomesTopic(), headers, outcome);
  }

  @Override
  public void close() {
    OwnClass.close(KEY, serializer);
  }

  private byte[] write(String topic, Headers headers, GenericRecord record) {
    byte[] bytes = guarded(() -> serializer.serialize(topic, headers, record));
    if (bytes == null) {
      throw new ConfigException("%s %s made nothing of %s".formatted(KEY, name(), record));
    }
    return bytes;
  }

  private <T> @Nullable T guarded(Work<T> work) {
    try {
      return work.result();
    } catch (RuntimeException e) {
      ConfigException failed = OwnClass.failed(KEY, name(), e);
      if (SerdeFailure.of(e) == SerdeFailure.AWAY) {
        throw new SerdeAwayException(String.valueOf(failed.getMessage()), e);
      }
      throw failed;
    } catch (LinkageError e) {
      throw OwnClass.lacking(KEY, name(), e);
    }
  }

  /** What the serializer is asked to do. */
  private interface Work<T> {
    @Nullable T result();
  }

  private String name() {
    return serializer.getClass().getName();
  }

  /** Puts one field of the record after another. */
  private record Fields(GenericRecord to) implements PredictionFields.Sink {

    @Override
    public void integer(String name, long value) {
      to.put(name, value);
    }

    @Override
    public void integer(String name, int value) {
      to.put(name, value);
    }

    @Override
    public void number(String name, double value) {
      to.put(name, value);
    }

    @Override
    public void optionalNumber(String name, double value) {
      to.put(name, Double.isNaN(value) ? null : value);
    }

    @Override
    public void optionalText(String name, Optional<String> value) {
      to.put(name, value.orElse(null));
    }

    @Override
    public void optionalNumbers(String name, Map<String, Double> values) {
      to.put(name, values.isEmpty() ? null : values);
    }

    @Override
    public void constant(String name, String value) {
      to.put(name, value);
    }
  }
}
