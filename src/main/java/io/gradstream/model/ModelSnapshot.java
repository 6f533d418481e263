package io.gradstream.model;

import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All committed models of a pipeline, each with everything that it needs to learn on, and where
 * they had read their input.
 *
 * @param pipeline name of the pipeline that learned them
 * @param program version of the program that saved them
 * @param models the blocks of each model by key, in the order of the trainers' partitions; without
 *     blocks where a trainer has committed none
 * @param positions where reading goes on, of every partition of the topics that the pipeline reads
 *     for which that is known; in the order of topic and partition
 */
public record ModelSnapshot(
    String pipeline,
    String program,
    List<Map<String, byte[]>> models,
    List<InputPosition> positions) {

  /**
   * Where a pipeline goes on in a partition that it reads.
   *
   * @param topic the topic's name
   * @param partition its number
   * @param next the offset after the last record that was read
   */
  public record InputPosition(String topic, int partition, long next) {}

  /** Copies the lists; the blocks themselves are shared. */
  public ModelSnapshot {
    List<Map<String, byte[]>> copies = new ArrayList<>();
    models.forEach(blocks -> copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(blocks))));
    models = List.copyOf(copies);
    positions = List.copyOf(positions);
  }

  /** Returns the topic of the records that were learned from; empty if no model says it. */
  public Optional<InputTopic> input() {
    return topic(InputManifest::of);
  }

  /** Returns the topic of the labels, where they have one of their own. */
  public Optional<InputTopic> labels() {
    return topic(InputManifest::ofLabels);
  }

  private Optional<InputTopic> topic(Function<Map<String, byte[]>, InputManifest> read) {
    return models.stream().map(read).flatMap(each -> each.topic().stream()).findFirst();
  }

  /** Returns how many blocks there are of the models, without what is stored beside them. */
  public long blocks() {
    return models.stream()
        .flatMap(blocks -> blocks.keySet().stream())
        .filter(key -> !key.startsWith(State.BESIDE))
        .count();
  }

  /** Returns how many bytes the blocks have. */
  long bytes() {
    return models.stream()
        .flatMap(blocks -> blocks.values().stream())
        .mapToLong(block -> block.length)
        .sum();
  }

  /** Returns the digest of a model, the same as {@link ModelState#digest}; 0 if it is none. */
  public long digest(int partition) {
    return Manifest.of(models.get(partition)).digest();
  }
}
