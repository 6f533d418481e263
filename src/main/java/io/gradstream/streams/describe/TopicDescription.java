package io.gradstream.streams.describe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Topics;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.streams.output.OutputSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic of a pipeline as a channel of AsyncAPI.
 *
 * @param name by which the document knows it, such as {@code predictions}
 * @param topic its name in Kafka
 * @param summary a sentence about it
 * @param actions what the pipeline does with it: {@code receive}, {@code send}
 * @param settings what gradstream gives it where it creates it; empty for topics of others
 * @param key what the key of a record is
 * @param payload what its value is
 * @param headers which headers it has
 */
record TopicDescription(
    String name,
    String topic,
    String summary,
    List<String> actions,
    Optional<Topics> settings,
    String key,
    Payload payload,
    MessageHeaders headers) {

  private static final List<String> READ = List.of("receive");
  private static final List<String> WRITTEN = List.of("send");
  private static final List<String> BOTH = List.of("receive", "send");

  private static final String KEY_OF_PARTITION =
      "The number of the input's partition that the model learns, as text.";

  /** Returns all topics of a pipeline, its internal changelog last. */
  static List<TopicDescription> of(WrittenPipeline written) {
    Pipeline pipeline = written.asWritten();
    List<TopicDescription> all =
        new ArrayList<>(List.of(input(pipeline, written.choosesFeatures())));
    pipeline.readsLabels().ifPresent(labels -> all.add(labels(pipeline, labels)));
    all.add(predictions(pipeline));
    if (pipeline.labels().isPresent()) {
      all.add(
          written(
              pipeline,
              "outcomes",
              pipeline.outcomesTopic(),
              "One for each label that met its prediction.",
              "The key by which label and record have met.",
              Payload.output(pipeline, OutputSchemas.OUTCOME)));
    }
    all.add(
        written(
            pipeline,
            "metrics",
            pipeline.metricsTopic(),
            "The figures of each full window of predictions, beside those of the baselines.",
            KEY_OF_PARTITION,
            Payload.output(pipeline, OutputSchemas.METRICS)));
    all.add(
        written(
            pipeline,
            "decisions",
            pipeline.decisionsTopic(),
            "What the learner decided, each with its reason.",
            KEY_OF_PARTITION,
            Payload.output(pipeline, OutputSchemas.DECISION)));
    all.add(deadLetters(pipeline));
    all.add(model(pipeline));
    return List.copyOf(all);
  }

  private static TopicDescription input(Pipeline pipeline, boolean choosesMore) {
    Input input = pipeline.input();
    return new TopicDescription(
        "input",
        input.topic(),
        "The records that are predicted, and learned from once their label is known.",
        READ,
        Optional.empty(),
        "Whatever the producer chose; it is the key of the prediction, too.",
        Payload.input(input, pipeline.layout(), choosesMore),
        MessageHeaders.any("Whatever the producer chose; see the predictions."));
  }

  private static TopicDescription labels(Pipeline pipeline, Labels labels) {
    return new TopicDescription(
        "labels",
        labels.source().topic(),
        "Labels that come later than their records.",
        READ,
        Optional.empty(),
        labels.key().isEmpty()
            ? "The key of the record whose label it is."
            : "Not read: labels find their records by the fields "
                + String.join(", ", labels.key())
                + ".",
        Payload.input(labels.source(), labels.layout(pipeline.learner()), false),
        MessageHeaders.any("Not read."));
  }

  private static TopicDescription predictions(Pipeline pipeline) {
    return new TopicDescription(
        "predictions",
        pipeline.predictionsTopic(),
        "One for each record that can be used, made before the record is learned from.",
        WRITTEN,
        Optional.of(pipeline.topics()),
        "The key of the record, untouched.",
        Payload.output(pipeline, OutputSchemas.PREDICTION),
        MessageHeaders.any(
            "Those of the record, but for those that describe the bytes of its value"
                + (pipeline.output().droppedHeaders().isEmpty()
                    ? "."
                    : ", and for " + String.join(", ", pipeline.output().droppedHeaders()) + ".")));
  }

  private static TopicDescription deadLetters(Pipeline pipeline) {
    return new TopicDescription(
        "deadLetters",
        pipeline.deadLettersTopic(),
        "Records that cannot be used, each with its reason.",
        WRITTEN,
        Optional.of(pipeline.topics()),
        "The key of the record, untouched; a prefix where key and value were cut.",
        Payload.bytes("The value of the record, untouched; a prefix where key and value were cut."),
        MessageHeaders.ofDeadLetters());
  }

  private static TopicDescription model(Pipeline pipeline) {
    Topics compacted =
        new Topics(
            pipeline.topics().partitions(),
            Optional.empty(),
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    return new TopicDescription(
        "model",
        pipeline.modelTopic(),
        "Every commit of the model: the changelog of its state, which the pipeline is restored from.",
        BOTH,
        Optional.of(compacted),
        "The array and the number of a block.",
        Payload.bytes("The block in a form of its own; it may change with any version."),
        MessageHeaders.any("None that is part of the format."));
  }

  private static TopicDescription written(
      Pipeline pipeline, String name, String topic, String summary, String key, Payload payload) {
    return new TopicDescription(
        name,
        topic,
        summary,
        WRITTEN,
        Optional.of(pipeline.topics()),
        key,
        payload,
        MessageHeaders.any("None."));
  }

  /** Writes the channel with its message. */
  void writeTo(ObjectNode channel) {
    channel.put("address", topic).put("description", summary);
    message(channel.putObject("messages").putObject(name));
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic);
    settings.ifPresent(it -> write(it, kafka));
    kafka.put("bindingVersion", AsyncApi.BINDING_VERSION);
  }

  /** The changelog has the partitions of the input, or one: Kafka Streams creates it. */
  private void write(Topics given, ObjectNode kafka) {
    if (!actions.contains("receive")) {
      kafka.put("partitions", given.partitions());
    }
    given.replicationFactor().ifPresent(copies -> kafka.put("replicas", (int) copies));
    String policy = given.config().get(TopicConfig.CLEANUP_POLICY_CONFIG);
    if (policy != null) {
      ObjectNode configuration = kafka.putObject("topicConfiguration");
      Arrays.stream(policy.split(","))
          .map(String::strip)
          .forEach(configuration.putArray(TopicConfig.CLEANUP_POLICY_CONFIG)::add);
    }
  }

  private void message(ObjectNode message) {
    message.put("name", name).put("summary", summary);
    message.put("contentType", payload.contentType());
    headers.writeTo(message.putObject("headers"));
    payload.writeTo(message.putObject("payload"));
    ObjectNode kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("description", key);
    if (payload.inRegistry()) {
      kafka.put("schemaIdLocation", "payload").put("schemaIdPayloadEncoding", "confluent");
    }
    kafka.put("bindingVersion", AsyncApi.BINDING_VERSION);
  }
}
