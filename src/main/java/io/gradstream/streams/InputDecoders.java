package io.gradstream.streams;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.RowLayout;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.OnEmpty;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.OwnClass;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.FeaturesRequired;
import io.gradstream.schema.row.GenericRecordDecoder;
import io.gradstream.schema.row.JsonRowDecoder;
import io.gradstream.schema.row.NonEmptyRows;
import io.gradstream.schema.row.RowDecoder;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;

/** Makes the decoders of what a pipeline reads. */
final class InputDecoders {

  private InputDecoders() {}

  /**
   * Returns a decoder of the input's records for one thread.
   *
   * @param layout {@link Pipeline#layout()}, the one of the rows that it is to fill
   * @param registry where the writers' schemas are; asked for Avro only
   * @throws ConfigException if the class that the pipeline names cannot be used
   */
  static RowDecoder of(Pipeline pipeline, RowLayout layout, Optional<SchemaRegistry> registry) {
    RecordSource source = new RecordSource("input", pipeline.input(), layout);
    RowDecoder decoder = anyRow(source, pipeline, registry);
    return pipeline.input().onEmpty() == OnEmpty.PREDICT
        ? decoder
        : new NonEmptyRows(
            decoder,
            new FeaturesRequired(layout, pipeline.learner().weightAlone(), pipeline.keyAlone()),
            pipeline.labels().map(Labels::sameTopic).orElse(false));
  }

  /**
   * Returns a decoder, for one thread, of the records of labels that have a topic of their own. A
   * record in which the label is null makes a row without one.
   *
   * @param layout {@link Labels#layout}, the one of the rows that it is to fill
   * @param registry where the writers' schemas are; asked for Avro only
   * @throws ConfigException if the class that the pipeline names cannot be used
   */
  static RowDecoder ofLabels(
      Pipeline pipeline, RowLayout layout, Optional<SchemaRegistry> registry) {
    RecordSource source =
        new RecordSource("labels", pipeline.labels().orElseThrow().source(), layout);
    return anyRow(source, pipeline, registry);
  }

  private static RowDecoder anyRow(
      RecordSource source, Pipeline pipeline, Optional<SchemaRegistry> registry) {
    Encoding encoding = source.input().encoding();
    Envelope envelope = source.input().envelope();
    if (encoding instanceof Encoding.ByClass named) {
      String key = source.section() + ".deserializer";
      return new GenericRecordDecoder(
          key,
          source.layout(),
          envelope,
          source.topic(),
          deserializer(key, pipeline, named.className()));
    }
    return encoding instanceof Encoding.Avro
        ? avro(source, pipeline, registry.orElseThrow())
        : new JsonRowDecoder(source.layout(), envelope);
  }

  private static RowDecoder avro(RecordSource source, Pipeline pipeline, SchemaRegistry registry) {
    return new AvroRowDecoder(
        source.layout(),
        source.input().envelope(),
        registry::of,
        InputSchemas.of(source.input(), pipeline, registry));
  }

  private static Deserializer<?> deserializer(String key, Pipeline pipeline, String className) {
    Deserializer<?> deserializer = OwnClass.instance(key, className, Deserializer.class);
    try {
      deserializer.configure(pipeline.kafka(), false);
      return deserializer;
    } catch (RuntimeException e) {
      throw OwnClass.failed(key, className, e);
    } catch (LinkageError e) {
      throw OwnClass.lacking(key, className, e);
    }
  }
}
