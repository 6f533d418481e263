package io.gradstream.streams;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.streams.output.OutputSchemas;
import io.gradstream.streams.output.SerializerOutputWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** Tries the classes that a pipeline names before the first record needs them. */
public final class StartChecks {

  private StartChecks() {}

  /**
   * Makes and configures the classes and writes a record of each output, which goes nowhere: a
   * serializer may want to register schemas, and shows that it can write such records.
   *
   * @throws ConfigException if a class cannot be used
   * @throws SerdeAwayException if the network keeps it from its work
   */
  static void tryClasses(Pipeline pipeline) {
    makeClasses(pipeline);
    if (pipeline.output().encoding() instanceof Encoding.ByClass named) {
      try (SerializerOutputWriter writer =
          SerializerOutputWriter.open(pipeline, named.className())) {
        writer.prediction(noHeaders(), sample(OutputSchemas.PREDICTION));
        writer.metrics(noHeaders(), sample(OutputSchemas.METRICS));
        writer.decision(noHeaders(), sample(OutputSchemas.DECISION));
        if (pipeline.labels().isPresent()) {
          writer.outcome(noHeaders(), sample(OutputSchemas.OUTCOME));
        }
      }
    }
  }

  private static Headers noHeaders() {
    return new Record<byte[], byte[]>(null, null, 0).headers();
  }

  /**
   * Makes and configures the classes that a pipeline names.
   *
   * @throws ConfigException if one cannot be used
   */
  public static void makeClasses(Pipeline pipeline) {
    if (pipeline.input().encoding() instanceof Encoding.ByClass) {
      InputDecoders.of(pipeline, pipeline.layout(), Optional.empty()).close();
    }
    RecordSource.ofLabels(pipeline)
        .filter(source -> source.input().encoding() instanceof Encoding.ByClass)
        .ifPresent(
            source -> InputDecoders.ofLabels(pipeline, source.layout(), Optional.empty()).close());
    if (pipeline.output().encoding() instanceof Encoding.ByClass named) {
      SerializerOutputWriter.open(pipeline, named.className()).close();
    }
  }

  /** Zeros and empty texts, nothing null. */
  private static GenericRecord sample(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), zero(field.schema()));
    }
    return record;
  }

  private static Object zero(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> sample(schema);
      case STRING -> "";
      case BOOLEAN -> false;
      case INT -> 0;
      case LONG -> 0L;
      case DOUBLE -> 0.0;
      case UNION -> zero(schema.getTypes().get(1));
      case MAP -> Map.of("", zero(schema.getValueType()));
      case ARRAY -> List.of(zero(schema.getElementType()));
      default -> throw new IllegalStateException(schema.toString());
    };
  }
}
