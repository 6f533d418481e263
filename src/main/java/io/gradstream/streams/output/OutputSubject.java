package io.gradstream.streams.output;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.registry.SubjectNameStrategy;
import java.util.ArrayList;
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

  /**
   * Returns those of predictions, metrics, decisions and, with labels of their own, outcomes; dead
   * letters have no schema.
   */
  static List<OutputSubject> of(Pipeline pipeline) {
    SubjectNameStrategy strategy = RegistrySettings.strategy(pipeline);
    List<OutputSubject> subjects =
        new ArrayList<>(
            List.of(
                of(pipeline.predictionsTopic(), OutputSchemas.PREDICTION, strategy),
                of(pipeline.metricsTopic(), OutputSchemas.METRICS, strategy),
                of(pipeline.decisionsTopic(), OutputSchemas.DECISION, strategy)));
    if (pipeline.labels().isPresent()) {
      subjects.add(of(pipeline.outcomesTopic(), OutputSchemas.OUTCOME, strategy));
    }
    return List.copyOf(subjects);
  }

  private static OutputSubject of(String topic, Schema schema, SubjectNameStrategy strategy) {
    return new OutputSubject(topic, strategy.subject(topic, false, schema), schema);
  }
}
