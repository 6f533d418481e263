package io.gradstream.streams.saved;

import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.State;
import io.gradstream.model.InputManifest;
import io.gradstream.model.InputTopic;
import io.gradstream.model.ModelSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The blocks of saved models as trainers of another pipeline would have committed them: the model
 * as it was, beside it how far that pipeline's input has been read, and the manifest last.
 *
 * @param saved the models
 * @param start whether what they have read counts
 * @param sizes how many partitions the topics have that the pipeline reads
 */
record LoadedBlocks(ModelSnapshot saved, LoadStart start, Map<String, Integer> sizes) {

  /** Returns the blocks of each model in the order in which they are to be written. */
  List<Map<String, byte[]>> models(InputTopic input, Optional<InputTopic> labels) {
    List<Map<String, byte[]>> models = new ArrayList<>();
    for (Map<String, byte[]> blocks : saved.models()) {
      models.add(blocks.isEmpty() ? Map.of() : blocks(blocks, input, labels));
    }
    return models;
  }

  private Map<String, byte[]> blocks(
      Map<String, byte[]> blocks, InputTopic input, Optional<InputTopic> labels) {
    Map<String, byte[]> written = new LinkedHashMap<>(blocks);
    written.keySet().removeIf(key -> key.startsWith(State.BESIDE));
    BlockSink sink = written::put;
    read(new InputManifest(), InputManifest.of(blocks), input).drain(sink);
    labels.ifPresent(
        topic ->
            read(InputManifest.ofNoLabels(), InputManifest.ofLabels(blocks), topic).drain(sink));
    Manifest manifest = new Manifest();
    written.forEach(manifest::take);
    manifest.write(sink);
    return written;
  }

  /**
   * Says what of a topic was read: nothing, unless it is the one from before. Where the topic has
   * got more partitions since, the trainer finds that at its start.
   */
  private State read(InputManifest manifest, InputManifest before, InputTopic topic) {
    boolean goesOn = start == LoadStart.CONTINUE && before.topic().isPresent();
    manifest.begin(topic, goesOn ? before.partitions() : sizes.getOrDefault(topic.name(), 0));
    for (int partition = 0; goesOn && partition < before.partitions(); partition++) {
      if (before.next(partition) > 0) {
        manifest.took(partition, before.next(partition) - 1);
      }
    }
    return manifest.state();
  }

  /** Returns how many partitions the topics had that the models have read. */
  Map<String, Integer> sizesBefore() {
    Map<String, Integer> before = new HashMap<>();
    for (Function<Map<String, byte[]>, InputManifest> kind :
        List.<Function<Map<String, byte[]>, InputManifest>>of(
            InputManifest::of, InputManifest::ofLabels)) {
      for (Map<String, byte[]> blocks : saved.models()) {
        InputManifest manifest = kind.apply(blocks);
        manifest
            .topic()
            .ifPresent(topic -> before.merge(topic.name(), manifest.partitions(), Math::max));
      }
    }
    return before;
  }
}
