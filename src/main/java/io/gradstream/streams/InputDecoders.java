package io.gradstream.streams;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.RowLayout;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.OnEmpty;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.OwnClass;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.GenericRecordDecoder;
import io.gradstream.schema.row.JsonRowDecoder;
import io.gradstream.schema.row.NonEmptyRows;
import io.gradstream.schema.row.RowDecoder;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;

/** Makes the decoder of a pipeline's input. */
final class InputDecoders {

  private static final String KEY = "input.deserializer";

  private InputDecoders() {}

  /**
   * Returns a decoder for one thread.
   *
   * @param registry where the writers' schemas are; asked for Avro only
   * @throws ConfigException if the class that the pipeline names cannot be used
   */
  static RowDecoder of(Pipeline pipeline, RowLayout layout, Optional<SchemaRegistry> registry) {
    RowDecoder decoder = anyRow(pipeline, layout, registry);
    return pipeline.input().onEmpty() == OnEmpty.PREDICT
        ? decoder
        : new NonEmptyRows(decoder, layout, pipeline.learner().weightAlone());
  }

  private static RowDecoder anyRow(
      Pipeline pipeline, RowLayout layout, Optional<SchemaRegistry> registry) {
    Encoding encoding = pipeline.input().encoding();
    Envelope envelope = pipeline.input().envelope();
    if (encoding instanceof Encoding.ByClass named) {
      return new GenericRecordDecoder(
          layout, envelope, pipeline.input().topic(), deserializer(pipeline, named.className()));
    }
    return encoding instanceof Encoding.Avro
        ? avro(pipeline, layout, registry.orElseThrow())
        : new JsonRowDecoder(layout, envelope);
  }

  private static RowDecoder avro(Pipeline pipeline, RowLayout layout, SchemaRegistry registry) {
    return new AvroRowDecoder(
        layout, pipeline.input().envelope(), registry::of, InputSchemas.of(pipeline, registry));
  }

  private static Deserializer<?> deserializer(Pipeline pipeline, String className) {
    Deserializer<?> deserializer = OwnClass.instance(KEY, className, Deserializer.class);
    try {
      deserializer.configure(pipeline.kafka(), false);
      return deserializer;
    } catch (RuntimeException e) {
      throw OwnClass.failed(KEY, className, e);
    } catch (LinkageError e) {
      throw OwnClass.lacking(KEY, className, e);
    }
  }
}
