package io.gradstream.demo;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.CsvProducer;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistries;

/** Makes producers of what a pipeline reads. */
public final class InputProducer {

  private InputProducer() {}

  /**
   * Returns a producer of rows in the format of a pipeline's input.
   *
   * @throws ApplicationException if only a class of the user's knows it
   */
  public static CsvProducer of(Pipeline pipeline) {
    Encoding encoding = pipeline.input().encoding();
    if (encoding instanceof Encoding.ByClass named) {
      throw new ApplicationException(
          "a CSV file can be produced as Avro or JSON, and input.deserializer %s reads what it reads"
              .formatted(named.className()));
    }
    return encoding instanceof Encoding.Avro
        ? new CsvProducer(pipeline.kafka(), SchemaRegistries.from(pipeline.kafka()))
        : CsvProducer.json(pipeline.kafka());
  }
}
