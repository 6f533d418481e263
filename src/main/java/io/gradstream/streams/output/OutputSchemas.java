package io.gradstream.streams.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** The Avro schemas of the output topics, as published in {@code schemas/}. */
public final class OutputSchemas {

  /** Schema of {@code <pipeline>.predictions}. */
  public static final Schema PREDICTION = load("prediction");

  /** Schema of {@code <pipeline>.metrics}. */
  public static final Schema METRICS = load("metrics");

  /** Schema of {@code <pipeline>.decisions}. */
  public static final Schema DECISION = load("decision");

  /** Schema of {@code <pipeline>.outcomes}. */
  public static final Schema OUTCOME = load("outcome");

  private OutputSchemas() {}

  private static Schema load(String name) {
    String path = "/io/gradstream/schemas/" + name + ".avsc";
    try (InputStream in = OutputSchemas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + path);
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
