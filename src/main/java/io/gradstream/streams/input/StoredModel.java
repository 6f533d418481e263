package io.gradstream.streams.input;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.TopicReader;
import io.gradstream.core.delay.Waiting;
import io.gradstream.core.state.Manifest;
import io.gradstream.model.InputManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a changelog says of a model without restoring it.
 *
 * <p>Every commit that learned something wrote the manifest, so it is looked for from the end: only
 * the changelog of a model without one is read as a whole.
 *
 * @param exists whether there is a model; blocks that were never committed do not count
 * @param manifests how far each trainer has read the input, by the trainer's partition
 * @param labels how far each has read the topic of labels; empty without one
 * @param heap bytes that the largest model takes restored, at most; 0 if it does not say
 */
record StoredModel(
    boolean exists,
    Map<Integer, InputManifest> manifests,
    Map<Integer, InputManifest> labels,
    long heap) {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long FIRST_LOOK = 2_000;
  private static final long FARTHER = 20;
  private static final long MEGA = 1 << 20;
  private static final double SHARE = 0.7; // of a container's memory, see jvm.options
  private static final long REST = 32 * MEGA; // of Kafka's clients and of the program

  /** Returns a model that there is not. */
  static StoredModel none() {
    return new StoredModel(false, Map.of(), Map.of(), 0);
  }

  /** Returns the same of the topic of labels; a model that says nothing of it is none. */
  StoredModel ofLabels() {
    return new StoredModel(exists && !labels.isEmpty(), labels, labels, heap);
  }

  /**
   * Requires that there is memory for it: Kafka's store and the learner have a copy each. Else the
   * restore would end without a word of why, at every start.
   *
   * @param topic that it is stored in
   * @param given bytes that the JVM may use
   */
  void requireMemory(String topic, long given) {
    long needed = heap + REST;
    if (heap > 0 && needed > given) {
      throw new ApplicationException(
          ("the model stored in topic '%s' takes up to %,d MB once it is restored: it does"
                  + " not fit the heap of %,d MB. Give it -Xmx%dm or more (GRADSTREAM_OPTS), or a container"
                  + " with %,d MB or more; the model goes on where it was")
              .formatted(
                  topic, mega(heap), mega(given), mega(needed), mega((long) (needed / SHARE))));
    }
  }

  private static long mega(long count) {
    return (count + MEGA - 1) / MEGA;
  }

  /** Returns the offset after the last record of a partition that any trainer has read, or 0. */
  long next(int partition) {
    return manifests.values().stream().mapToLong(each -> each.next(partition)).max().orElse(0);
  }

  /** Reads a changelog of some partitions. */
  static StoredModel read(Map<String, String> kafka, String changelog, int partitions) {
    for (long offsets = FIRST_LOOK; ; offsets *= FARTHER) {
      try (TopicReader reader = TopicReader.nearEnd(kafka, List.of(changelog), offsets)) {
        StoredModel found = read(reader);
        if (reader.isWhole() || found.manifests().size() == partitions) {
          return found;
        }
      }
    }
  }

  private static StoredModel read(TopicReader reader) {
    Map<Integer, Map<String, byte[]>> blocks = new HashMap<>();
    Map<Integer, Long> bytes = new HashMap<>();
    boolean exists = false;
    boolean end = false;
    while (!end) {
      end = reader.atEnd();
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        exists = true;
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (Manifest.holds(key) && record.value() != null) {
          bytes.put(record.partition(), Manifest.heap(record.value(), Waiting::isIndexed));
        }
        if (InputManifest.holds(key) && record.value() != null) {
          blocks
              .computeIfAbsent(record.partition(), trainer -> new HashMap<>())
              .put(key, record.value());
        }
      }
    }
    long most = bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new StoredModel(
        exists,
        manifests(blocks, InputManifest::of),
        manifests(blocks, InputManifest::ofLabels),
        most);
  }

  private static Map<Integer, InputManifest> manifests(
      Map<Integer, Map<String, byte[]>> blocks, Function<Map<String, byte[]>, InputManifest> read) {
    Map<Integer, InputManifest> manifests = new HashMap<>();
    blocks.forEach(
        (trainer, each) -> {
          InputManifest manifest = read.apply(each);
          if (manifest.topic().isPresent()) {
            manifests.put(trainer, manifest);
          }
        });
    return manifests;
  }
}
