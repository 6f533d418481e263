package io.gradstream.streams.output;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.registry.SubjectNameStrategy;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Under which subject the schema of an output topic is registered.
 *
 * @param topic name of the topic
 * @param subject {@code <topic>-value}, unless {@code value.subject.name.strategy} says otherwise
 * @param schema the schema of its records
 */
public record OutputSubject(String topic, String subject, Schema schema) {

  /** Returns those of predictions, metrics and decisions; dead letters have no schema. */
  public static List<OutputSubject> of(Pipeline pipeline) {
    SubjectNameStrategy strategy = RegistrySettings.strategy(pipeline);
    return List.of(
        of(pipeline.predictionsTopic(), OutputSchemas.PREDICTION, strategy),
        of(pipeline.metricsTopic(), OutputSchemas.METRICS, strategy),
        of(pipeline.decisionsTopic(), OutputSchemas.DECISION, strategy));
  }

  private static OutputSubject of(String topic, Schema schema, SubjectNameStrategy strategy) {
    return new OutputSubject(topic, strategy.subject(topic, false, schema), schema);
  }
}
