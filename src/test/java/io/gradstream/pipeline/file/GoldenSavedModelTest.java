package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.ModelDescription;
import io.gradstream.core.state.Manifest;
import io.gradstream.model.InputManifest;
import io.gradstream.model.InputTopic;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.ModelSnapshot.InputPosition;
import io.gradstream.model.SavedModel;
import io.gradstream.model.SavedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved model stays readable for ever, and nothing else is taken for one. */
class GoldenSavedModelTest {

  private static final String RULE = "stopping-rollback";
  private static final Path FILE = GoldenStateTest.FOLDER.resolve("saved/layout-1.model");
  private static final InputTopic TOPIC = new InputTopic("cluster", "input", "topic-id");

  @TempDir private Path directory;

  @Test
  void aFileOfThisLayoutIsReadAndItsModelLearnsOnBitForBit() throws IOException {
    if (System.getProperty("golden.write", "none").equals("missing") && !Files.exists(FILE)) {
      SavedModel.write(snapshot(), FILE);
    }
    GoldenState golden = golden();
    ModelSnapshot saved = SavedModel.read(FILE);
    assertThat(saved.pipeline()).isEqualTo("golden");
    assertThat(saved.program()).isEqualTo("0.1.0");
    assertThat(saved.positions())
        .containsExactly(new InputPosition("input", 0, 150), new InputPosition("input", 1, 7));
    assertThat(saved.input()).contains(TOPIC);
    assertThat(saved.models()).hasSize(2);
    assertThat(saved.models().get(1)).isEmpty();
    Map<String, byte[]> blocks = saved.models().get(0);
    assertThat(saved.blocks()).isEqualTo(golden.blocks().size());
    assertThat(saved.digest(0)).isEqualTo(Manifest.of(golden.blocks()).digest());
    assertThat(ModelDescription.of(blocks).differences(ModelDescription.of(rule()))).isEmpty();
    Map<String, byte[]> ofModel = new LinkedHashMap<>(blocks);
    ofModel.keySet().removeIf(InputManifest::holds);
    assertThat(GoldenState.resultsOf(rule(), ofModel)).isEqualTo(golden.results());
  }

  @Test
  void whatIsWrittenIsReadAgainAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(directory.resolve("a.model"), "the one before");
    SavedModel.write(snapshot(), file);
    ModelSnapshot read = SavedModel.read(file);
    assertThat(read.models().get(0)).containsExactlyEntriesOf(snapshot().models().get(0));
    assertThat(read.positions()).isEqualTo(snapshot().positions());
    assertThat(SavedModel.is(file)).isTrue();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aByteThatIsAnotherAnywhereOrMissingIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(FILE);
    for (int at :
        new int[] {17, 20, 21, 30, whole.length / 2, whole.length - 33, whole.length - 1}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      refuse(damaged, "is damaged", "checksum");
    }
    refuse(Arrays.copyOf(whole, whole.length - 1), "is damaged");
    refuse(Arrays.copyOf(whole, 17), "is damaged");
    refuse(Arrays.copyOf(whole, 16), "is no saved model", "model save");
    refuse(new byte[0], "is no saved model");
  }

  @Test
  void aLayoutOfALaterVersionIsRefusedByItsNumber() throws Exception {
    byte[] later = Files.readAllBytes(FILE);
    later[20] = 2;
    byte[] checksum =
        MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(later, later.length - 32));
    System.arraycopy(checksum, 0, later, later.length - 32, 32);
    refuse(later, "has layout 2", "reads layout 1");
  }

  private void refuse(byte[] bytes, String... said) throws IOException {
    Path file = Files.write(directory.resolve("b.model"), bytes);
    assertThatThrownBy(() -> SavedModel.read(file))
        .isInstanceOf(SavedModelException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(said);
  }

  private static ModelSnapshot snapshot() throws IOException {
    Map<String, byte[]> blocks = new LinkedHashMap<>(golden().blocks());
    InputManifest manifest = new InputManifest();
    manifest.begin(TOPIC, 2);
    manifest.took(0, 149);
    manifest.state().drain(blocks::put);
    return new ModelSnapshot(
        "golden",
        "0.1.0",
        List.of(blocks, Map.of()),
        List.of(new InputPosition("input", 0, 150), new InputPosition("input", 1, 7)));
  }

  private static GoldenState golden() throws IOException {
    return GoldenState.read(GoldenStateTest.FOLDER.resolve(RULE + ".gz"));
  }

  private static LearnerRule rule() throws IOException {
    Path file = GoldenStateTest.FOLDER.resolve(RULE + ".yaml");
    return PipelineReader.parse(file.toString(), Files.readString(file), Map.of()).learner();
  }
}
