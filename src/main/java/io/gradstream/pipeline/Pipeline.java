package io.gradstream.pipeline;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.learn.LearnerRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pipeline file says, checked and ready for use.
 *
 * @param name name of the pipeline: its application id and the prefix of its topics
 * @param input where records come from
 * @param learner label, features, model, optimizer, validation and early stopping
 * @param output how predictions, metrics and decisions are written
 * @param scale how many models learn
 * @param topics what is given to topics that gradstream creates
 * @param kafka settings for Kafka's clients and the schema registry, by their own names
 * @param onDataLoss what becomes of the pipeline when input records are lost or come again
 * @param onError what becomes of a record at which the learner fails
 */
public record Pipeline(
    String name,
    Input input,
    LearnerRule learner,
    Output output,
    Scale scale,
    Topics topics,
    Map<String, String> kafka,
    OnDataLoss onDataLoss,
    OnError onError) {

  /** A pipeline that does about lost records and failures what is usual. */
  public Pipeline(
      String name,
      Input input,
      LearnerRule learner,
      Output output,
      Scale scale,
      Topics topics,
      Map<String, String> kafka) {
    this(name, input, learner, output, scale, topics, kafka, OnDataLoss.BY_CAUSE, OnError.FAIL);
  }

  /** Copies the map, keeping its order. */
  public Pipeline {
    kafka = Collections.unmodifiableMap(new LinkedHashMap<>(kafka));
  }

  /**
   * Tells whether the pipeline reads or writes Avro by itself. One that does not needs no {@code
   * schema.registry.url} and never asks a registry.
   */
  public boolean needsRegistry() {
    return input.encoding() instanceof Encoding.Avro || output.encoding() instanceof Encoding.Avro;
  }

  /**
   * Tells whether the encoders are still to be chosen by the input's schema; until they are, see
   * {@link #withFeatures}, nothing can learn.
   */
  public boolean choosesFeatures() {
    return learner.features().isEmpty();
  }

  /** Returns the same pipeline with other encoders. */
  public Pipeline withFeatures(List<Feature> features) {
    return new Pipeline(
        name,
        input,
        learner.withFeatures(features),
        output,
        scale,
        topics,
        kafka,
        onDataLoss,
        onError);
  }

  /** Returns the topic that every prediction goes to. */
  public String predictionsTopic() {
    return name + ".predictions";
  }

  /** Returns the topic that the figures of each validation window go to. */
  public String metricsTopic() {
    return name + ".metrics";
  }

  /** Returns the topic that the learner's decisions go to, each with its reason. */
  public String decisionsTopic() {
    return name + ".decisions";
  }

  /** Returns the topic that records which cannot be used go to, bytes untouched. */
  public String deadLettersTopic() {
    return name + ".dead-letters";
  }

  /** Returns every topic that the pipeline writes for its users. */
  public List<String> outputTopics() {
    return List.of(predictionsTopic(), metricsTopic(), decisionsTopic(), deadLettersTopic());
  }

  /**
   * Returns the same pipeline with some of Kafka's settings added or replaced.
   *
   * @param overrides settings that win over the file's; not checked against the names that a file
   *     must not set
   */
  public Pipeline withKafka(Map<String, String> overrides) {
    Map<String, String> merged = new LinkedHashMap<>(kafka);
    merged.putAll(overrides);
    return new Pipeline(name, input, learner, output, scale, topics, merged, onDataLoss, onError);
  }

  /** Returns the same pipeline under another name: other topics, another model. */
  public Pipeline withName(String newName) {
    return new Pipeline(newName, input, learner, output, scale, topics, kafka, onDataLoss, onError);
  }

  /** Returns the same pipeline that reads another topic. */
  public Pipeline withTopic(String topic) {
    return new Pipeline(
        name, input.withTopic(topic), learner, output, scale, topics, kafka, onDataLoss, onError);
  }

  /** Returns a text without the values of Kafka's settings, which may be passwords. */
  @Override
  public String toString() {
    return "Pipeline[name=%s, input=%s, learner=%s, output=%s, scale=%s, topics=%s, kafka=%s]"
        .formatted(name, input, learner, output, scale, topics, kafka.keySet());
  }
}
