package io.gradstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputManifestTest {

  private static final InputTopic TOPIC = new InputTopic("c", "flights", "id");

  @Test
  void itIsStoredUnderItsOwnKeysInALayoutThatStays() {
    InputManifest manifest = read(2);
    manifest.took(1, 41);

    assertThat(blocks(manifest))
        .containsOnlyKeys("@input/0", "@input.offsets/0")
        .containsEntry(
            "@input/0",
            HexFormat.of()
                .parseHex(
                    "0162"
                        + HexFormat.of()
                            .formatHex("c\nflights\nid".getBytes(StandardCharsets.UTF_8))))
        .containsEntry(
            "@input.offsets/0",
            HexFormat.of().parseHex("016c" + "0000000000000000" + "000000000000002a"));
  }

  @Test
  void whatWasStoredIsReadAmongTheBlocksOfALearner() {
    InputManifest manifest = read(3);
    manifest.took(2, 7);
    Map<String, byte[]> blocks = blocks(manifest);
    blocks.put("model.weights/0", new byte[] {1, 'd'});

    InputManifest again = InputManifest.of(blocks);

    assertThat(again.topic()).contains(TOPIC);
    assertThat(again.partitions()).isEqualTo(3);
    assertThat(again.next(2)).isEqualTo(8);
    assertThat(again.next(0)).isZero();
    assertThat(again.next(99)).isZero();
  }

  @Test
  void aModelOfAnEarlierVersionHasNone() {
    InputManifest manifest = InputManifest.of(Map.of("model.weights/0", new byte[] {1, 'd'}));

    assertThat(manifest.topic()).isEmpty();
    assertThat(blocks(manifest)).isEmpty();
  }

  @Test
  void bothBlocksAreWrittenWithEveryCommitThatReadSomething() {
    InputManifest manifest = read(1);
    blocks(manifest);
    manifest.took(0, 0);

    assertThat(blocks(manifest)).containsOnlyKeys("@input/0", "@input.offsets/0");
    assertThat(blocks(manifest)).isEmpty();
  }

  private static InputManifest read(int partitions) {
    InputManifest manifest = InputManifest.of(Map.of());
    manifest.begin(TOPIC, partitions);
    return manifest;
  }

  private static Map<String, byte[]> blocks(InputManifest manifest) {
    Map<String, byte[]> blocks = new HashMap<>();
    State state = manifest.state();
    state.drain(blocks::put);
    return blocks;
  }
}
