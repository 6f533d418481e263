package io.gradstream.demo;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Output;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pipeline made for a cluster of its own, fitted to the one in this process: what it learns and
 * its partitions stay, and security, credentials, classes of the user's and demands on the brokers
 * are set aside.
 *
 * @param pipeline the pipeline for the embedded cluster
 * @param setAside the full names of the settings that were left out, in the file's order
 */
record LocalPipeline(Pipeline pipeline, List<String> setAside) {

  private static final Set<String> ADDRESSES = Set.of("bootstrap.servers", "schema.registry.url");

  /** How fast clients go; it means the same on every cluster. */
  private static final Set<String> TUNING =
      Set.of(
          "batch.size",
          "buffer.memory",
          "commit.interval.ms",
          "fetch.max.bytes",
          "fetch.max.wait.ms",
          "fetch.min.bytes",
          "linger.ms",
          "max.partition.fetch.bytes",
          "max.poll.interval.ms",
          "max.poll.records",
          "max.task.idle.ms",
          "poll.ms");

  private static final String CLIENT = "((main\\.)?consumer|producer)\\.";

  /**
   * How long the records of one topic wait for those of the other: both are produced as fast as
   * they can be, and are to be taken in the order of their times.
   */
  private static final String PATIENCE = "2000";

  private static final Map<String, String> TOPIC_CONFIG = Map.of("retention.ms", "-1");

  /** Fits {@code pipeline} to the cluster that {@code addresses} lead to. */
  static LocalPipeline of(Pipeline pipeline, Map<String, String> addresses) {
    List<String> setAside = new ArrayList<>();
    Topics topics = local(pipeline.topics(), setAside);
    Map<String, String> kafka = new LinkedHashMap<>();
    pipeline
        .kafka()
        .forEach(
            (name, value) -> {
              if (TUNING.contains(name.replaceFirst("^" + CLIENT, ""))) {
                kafka.put(name, value);
              } else if (!ADDRESSES.contains(name)) {
                setAside.add("kafka." + name);
              }
            });
    kafka.putAll(addresses);
    pipeline.readsLabels().ifPresent(labels -> kafka.putIfAbsent("max.task.idle.ms", PATIENCE));
    Input input =
        pipeline
            .input()
            .withEncoding(local(pipeline.input().encoding(), "input.deserializer", setAside));
    return new LocalPipeline(
        new Pipeline(
            pipeline.name(),
            input,
            pipeline.labels().map(labels -> local(labels, input, setAside)),
            pipeline.learner(),
            new Output(
                local(pipeline.output().encoding(), "output.serializer", setAside),
                pipeline.output().droppedHeaders()),
            pipeline.scale(),
            topics,
            kafka,
            pipeline.onDataLoss(),
            pipeline.onError(),
            pipeline.http(),
            Optional.empty()),
        setAside);
  }

  private static Labels local(Labels labels, Input input, List<String> setAside) {
    Input source =
        labels.sameTopic()
            ? input
            : labels
                .source()
                .withEncoding(local(labels.source().encoding(), "labels.deserializer", setAside));
    return new Labels(labels.sameTopic(), source, labels.key());
  }

  /** The demo writes and reads as well, which a class does one way only. */
  private static Encoding local(Encoding encoding, String key, List<String> setAside) {
    if (encoding instanceof Encoding.ByClass) {
      setAside.add(key);
      return new Encoding.Avro();
    }
    return encoding;
  }

  /** Keeps the partitions: how many models learn may depend on them. */
  private static Topics local(Topics topics, List<String> setAside) {
    topics.replicationFactor().ifPresent(copies -> setAside.add("topics.replication-factor"));
    topics
        .config()
        .forEach(
            (name, value) -> {
              if (!value.equals(TOPIC_CONFIG.get(name))) {
                setAside.add("topics.config." + name);
              }
            });
    return new Topics(topics.partitions(), Optional.empty(), TOPIC_CONFIG);
  }
}
