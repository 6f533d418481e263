package io.gradstream.streams.input;

import io.gradstream.client.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a changelog says of a model without restoring it.
 *
 * <p>Every commit that learned something wrote the manifest, so it is looked for from the end: only
 * the changelog of a model without one is read as a whole.
 *
 * @param exists whether there is a model; blocks that were never committed do not count
 * @param manifests how far each trainer has read, by the trainer's partition
 */
record StoredModel(boolean exists, Map<Integer, InputManifest> manifests) {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long FIRST_LOOK = 2_000;
  private static final long FARTHER = 20;

  /** Returns a model that there is not. */
  static StoredModel none() {
    return new StoredModel(false, Map.of());
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
    boolean exists = false;
    boolean end = false;
    while (!end) {
      end = reader.atEnd();
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        exists = true;
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (InputManifest.holds(key) && record.value() != null) {
          blocks
              .computeIfAbsent(record.partition(), trainer -> new HashMap<>())
              .put(key, record.value());
        }
      }
    }
    return new StoredModel(exists, manifests(blocks));
  }

  private static Map<Integer, InputManifest> manifests(Map<Integer, Map<String, byte[]>> blocks) {
    Map<Integer, InputManifest> manifests = new HashMap<>();
    blocks.forEach(
        (trainer, each) -> {
          InputManifest manifest = InputManifest.of(each);
          if (manifest.topic().isPresent()) {
            manifests.put(trainer, manifest);
          }
        });
    return manifests;
  }
}
