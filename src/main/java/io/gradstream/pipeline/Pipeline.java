package io.gradstream.pipeline;

import io.gradstream.core.data.RowLayout;
import io.gradstream.core.learn.LearnerRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pipeline file says, checked and ready for use. A file that leaves its encoders to a schema
 * is a {@link WrittenPipeline} until they are chosen.
 *
 * @param name name of the pipeline: its application id and the prefix of its topics
 * @param input where records come from
 * @param labels where labels come from that are in records of their own, if they are
 * @param learner label, features, model, optimizer, validation and early stopping
 * @param output how predictions, metrics and decisions are written
 * @param scale how many models learn
 * @param topics what is given to topics that gradstream creates
 * @param kafka settings for Kafka's clients and the schema registry, by their own names
 * @param onDataLoss what becomes of the pipeline when input records are lost or come again
 * @param onError what becomes of a record at which the learner fails
 * @param http how it is asked over HTTP
 * @param lineage where {@code run} tells of itself in events of OpenLineage, if anywhere
 */
public record Pipeline(
    String name,
    Input input,
    Optional<Labels> labels,
    LearnerRule learner,
    Output output,
    Scale scale,
    Topics topics,
    Map<String, String> kafka,
    OnDataLoss onDataLoss,
    OnError onError,
    Http http,
    Optional<Lineage> lineage) {

  /** The state store that a model is in. */
  public static final String MODEL_STORE = "model";

  /** A pipeline whose records carry their labels and that does about losses what is usual. */
  public Pipeline(
      String name,
      Input input,
      LearnerRule learner,
      Output output,
      Scale scale,
      Topics topics,
      Map<String, String> kafka) {
    this(
        name,
        input,
        Optional.empty(),
        learner,
        output,
        scale,
        topics,
        kafka,
        OnDataLoss.BY_CAUSE,
        OnError.FAIL,
        Http.NONE,
        Optional.empty());
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
    return input.encoding() instanceof Encoding.Avro
        || output.encoding() instanceof Encoding.Avro
        || readsLabels().map(Labels::source).map(Input::encoding).orElse(input.encoding())
            instanceof Encoding.Avro;
  }

  /** Returns the labels that are read from a topic of their own, if they are. */
  public Optional<Labels> readsLabels() {
    return labels.filter(each -> !each.sameTopic());
  }

  /**
   * Returns the fields that are read of the input's records, in the slots of the learner's rows:
   * the label has one, and where it comes from a topic of its own no field is read.
   */
  public RowLayout layout() {
    RowLayout all = learner.layout();
    return readsLabels().map(each -> all.without(ofLabels())).orElse(all);
  }

  /**
   * Returns the fields that are read of rows that are scored and not learned from, in the same
   * slots: neither label nor weight, which have no part in a prediction.
   */
  public RowLayout scoredLayout() {
    Set<String> unread = new HashSet<>(learner.weightAlone().stream().toList());
    unread.add(learner.label().field());
    return learner.layout().without(unread);
  }

  private Set<String> ofLabels() {
    Set<String> fields = new HashSet<>(learner.weight().stream().toList());
    fields.add(learner.label().field());
    return fields;
  }

  /** Returns the fields of the key by which labels find records that are no features besides. */
  public Set<String> keyAlone() {
    return learner.keyAlone();
  }

  /** Returns the same pipeline that reads no labels from records of their own. */
  public Pipeline withoutLabels() {
    return copy(name, input, Optional.empty(), learner, kafka, http);
  }

  /** Returns the same pipeline with another learner. */
  public Pipeline withLearner(LearnerRule newLearner) {
    return copy(name, input, labels, newLearner, kafka, http);
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

  /** Returns the topic that every label goes to that has met its prediction. */
  public String outcomesTopic() {
    return name + ".outcomes";
  }

  /** Returns the topic that every commit of the model goes to: the changelog of its state. */
  public String modelTopic() {
    return kafka.getOrDefault("application.id", name) + "-" + MODEL_STORE + "-changelog";
  }

  /** Returns every topic that the pipeline writes for its users; outcomes with labels only. */
  public List<String> outputTopics() {
    List<String> written =
        new ArrayList<>(
            List.of(predictionsTopic(), metricsTopic(), decisionsTopic(), deadLettersTopic()));
    labels.ifPresent(each -> written.add(outcomesTopic()));
    return List.copyOf(written);
  }

  /** Returns every topic that the pipeline reads, each once. */
  public List<String> inputTopics() {
    return Stream.concat(
            Stream.of(input.topic()), readsLabels().map(Labels::source).map(Input::topic).stream())
        .distinct()
        .toList();
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
    return copy(name, input, labels, learner, merged, http);
  }

  /** Returns the same pipeline that is asked over HTTP in another way. */
  public Pipeline withHttp(Http newHttp) {
    return copy(name, input, labels, learner, kafka, newHttp);
  }

  /** Returns the same pipeline under another name: other topics, another model. */
  public Pipeline withName(String newName) {
    return copy(newName, input, labels, learner, kafka, http);
  }

  /** Returns the same pipeline that reads another topic. */
  public Pipeline withTopic(String topic) {
    Input newInput = input.withTopic(topic);
    return copy(name, newInput, labels.map(each -> each.withInput(newInput)), learner, kafka, http);
  }

  /** Returns it with what the methods above change; all the rest stays. */
  private Pipeline copy(
      String newName,
      Input newInput,
      Optional<Labels> newLabels,
      LearnerRule newLearner,
      Map<String, String> newKafka,
      Http newHttp) {
    return new Pipeline(
        newName,
        newInput,
        newLabels,
        newLearner,
        output,
        scale,
        topics,
        newKafka,
        onDataLoss,
        onError,
        newHttp,
        lineage);
  }

  /** Returns a text without the values of Kafka's settings, which may be passwords. */
  @Override
  public String toString() {
    return "Pipeline[name=%s, input=%s, labels=%s, learner=%s, output=%s, scale=%s, topics=%s, kafka=%s]"
        .formatted(name, input, labels, learner, output, scale, topics, kafka.keySet());
  }
}
