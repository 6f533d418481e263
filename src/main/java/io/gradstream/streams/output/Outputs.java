package io.gradstream.streams.output;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.registry.SchemaRegistry;
import java.util.List;
import java.util.Optional;

/** How the outputs of a pipeline are written, with all that had to be asked for it. */
public sealed interface Outputs {

  /**
   * Avro, by the ids that the registry gave the schemas.
   *
   * @param predictionId id of {@link OutputSchemas#PREDICTION}
   * @param metricsId id of {@link OutputSchemas#METRICS}
   * @param decisionId id of {@link OutputSchemas#DECISION}
   * @param outcomeId id of {@link OutputSchemas#OUTCOME}; {@link #NO_ID} without labels of their
   *     own
   */
  record Avro(int predictionId, int metricsId, int decisionId, int outcomeId) implements Outputs {

    /** Stands for the id of a schema that nothing is written with. */
    public static final int NO_ID = -1;

    /** Creates ids of a pipeline without outcomes. */
    public Avro(int predictionId, int metricsId, int decisionId) {
      this(predictionId, metricsId, decisionId, NO_ID);
    }

    @Override
    public OutputWriter writer() {
      return new AvroOutputWriter(this);
    }
  }

  /** JSON. */
  record Json() implements Outputs {
    @Override
    public OutputWriter writer() {
      return new JsonOutputWriter();
    }
  }

  /**
   * A serializer of the user's.
   *
   * @param pipeline whose topics and settings it gets
   * @param className the serializer
   */
  record ByClass(Pipeline pipeline, String className) implements Outputs {
    @Override
    public OutputWriter writer() {
      return SerializerOutputWriter.open(pipeline, className);
    }

    @Override
    public String toString() {
      return "ByClass[className=" + className + "]";
    }
  }

  /** Returns a writer for one thread. */
  OutputWriter writer();

  /**
   * Registers what a pipeline's outputs need: with Avro the schemas, under their subjects, such as
   * {@code <topic>-value}.
   *
   * @param registry asked for Avro only
   */
  static Outputs register(Pipeline pipeline, Optional<SchemaRegistry> registry) {
    if (pipeline.output().encoding() instanceof Encoding.ByClass named) {
      return new ByClass(pipeline, named.className());
    }
    return pipeline.output().encoding() instanceof Encoding.Avro
        ? register(pipeline, registry.orElseThrow())
        : new Json();
  }

  private static Outputs register(Pipeline pipeline, SchemaRegistry registry) {
    List<Integer> ids =
        OutputSubject.of(pipeline).stream()
            .map(output -> registry.register(output.subject(), output.schema()))
            .toList();
    int outcomes = ids.size() > 3 ? ids.get(3) : Avro.NO_ID;
    return new Avro(ids.get(0), ids.get(1), ids.get(2), outcomes);
  }
}
