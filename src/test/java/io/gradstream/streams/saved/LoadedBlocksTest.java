package io.gradstream.streams.saved;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.State;
import io.gradstream.model.InputManifest;
import io.gradstream.model.InputTopic;
import io.gradstream.model.ModelSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadedBlocksTest {

  private static final InputTopic INPUT = new InputTopic("old", "flights", "1");
  private static final InputTopic LABELS = new InputTopic("old", "landings", "2");
  private static final InputTopic INPUT_NOW = new InputTopic("new", "flights", "3");
  private static final InputTopic LABELS_NOW = new InputTopic("new", "landings", "4");

  @Test
  void whatGoesOnIsBoundToTheTopicsAsTheyAreNowWithWhatWasReadOfThem() {
    Map<String, byte[]> blocks = load(LoadStart.CONTINUE);
    assertThat(InputManifest.of(blocks).topic()).contains(INPUT_NOW);
    assertThat(read(InputManifest.of(blocks))).containsExactly(0L, 40L, 7L);
    assertThat(InputManifest.ofLabels(blocks).topic()).contains(LABELS_NOW);
    assertThat(read(InputManifest.ofLabels(blocks))).containsExactly(12L, 0L, 0L);
  }

  @Test
  void whatBeginsAnewHasReadNothingOfItsTopics() {
    Map<String, byte[]> blocks = load(LoadStart.ANEW);
    assertThat(InputManifest.of(blocks).topic()).contains(INPUT_NOW);
    assertThat(read(InputManifest.of(blocks))).containsExactly(0L, 0L, 0L, 0L);
    assertThat(read(InputManifest.ofLabels(blocks))).containsExactly(0L, 0L, 0L, 0L);
  }

  @Test
  void theModelIsTheSameAndItsManifestComesLastAndHolds() {
    for (LoadStart start : LoadStart.values()) {
      Map<String, byte[]> blocks = load(start);
      List<String> keys = List.copyOf(blocks.keySet());
      assertThat(Manifest.holds(keys.get(keys.size() - 1))).isTrue();
      assertThat(Manifest.of(blocks).digest()).isEqualTo(saved().digest(0));
      assertThat(blocks).containsEntry("model/0", saved().models().get(0).get("model/0"));
    }
  }

  @Test
  void aTrainerThatHadCommittedNothingGetsNoBlock() {
    LoadedBlocks loaded = new LoadedBlocks(saved(), LoadStart.CONTINUE, Map.of());
    assertThat(loaded.models(INPUT_NOW, Optional.of(LABELS_NOW)).get(1)).isEmpty();
    assertThat(loaded.sizesBefore()).isEqualTo(Map.of("flights", 3, "landings", 3));
  }

  private static Map<String, byte[]> load(LoadStart start) {
    Map<String, Integer> sizes = Map.of("flights", 4, "landings", 4);
    return new LoadedBlocks(saved(), start, sizes)
        .models(INPUT_NOW, Optional.of(LABELS_NOW))
        .get(0);
  }

  private static List<Long> read(InputManifest manifest) {
    List<Long> read = new ArrayList<>();
    for (int partition = 0; partition < manifest.partitions(); partition++) {
      read.add(manifest.next(partition));
    }
    return read;
  }

  private static ModelSnapshot saved() {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    State model = new State();
    LongArray array = model.longs("model", 3);
    array.set(1, 5);
    model.drain(blocks::put);
    InputManifest input = new InputManifest();
    input.begin(INPUT, 3);
    input.took(1, 39);
    input.took(2, 6);
    input.state().drain(blocks::put);
    InputManifest labels = InputManifest.ofNoLabels();
    labels.begin(LABELS, 3);
    labels.took(0, 11);
    labels.state().drain(blocks::put);
    return new ModelSnapshot("p", "0", List.of(blocks, Map.of()), List.of());
  }
}
