package io.gradstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {

  private static final String KEY = "@manifest/0";

  private final State state = new State();
  private final DoubleArray weights = state.doubles("weights", 3000);
  private final LongArray counts = state.longs("counts", 2);
  private final State beside = new State();
  private final LongArray offsets = beside.longs("@offsets", 1);
  private final Map<String, byte[]> stored = new TreeMap<>();
  private Manifest manifest = new Manifest();

  @Test
  void anyBlockThatIsLostIsMissedByTheNameOfItsArray() {
    learn();
    for (String key : keys()) {
      Map<String, byte[]> lost = new TreeMap<>(stored);
      lost.remove(key);
      assertThatThrownBy(() -> Manifest.of(lost))
          .isInstanceOf(StateMismatchException.class)
          .hasMessageContaining("'" + key.substring(0, key.indexOf('/')) + "'")
          .hasMessageContaining("blocks of the")
          .hasMessageContaining("Restore the topic from a backup");
    }
  }

  @Test
  void aBlockOlderThanTheOthersIsFound() {
    learn();
    Map<String, byte[]> before = new TreeMap<>(stored);
    weights.set(5, 7);
    counts.set(1, 3);
    offsets.set(0, 9);
    drain();
    for (String key : changed(before)) {
      Map<String, byte[]> stale = new TreeMap<>(stored);
      stale.put(key, before.get(key));
      assertThatThrownBy(() -> Manifest.of(stale))
          .isInstanceOf(StateMismatchException.class)
          .hasMessageContaining("has a block that is not the one written last");
    }
  }

  @Test
  void blocksThatChangedPlacesAreFound() {
    learn();
    byte[] first = stored.get("weights/4:122");
    stored.put("weights/4:122", stored.get("weights/4:123"));
    stored.put("weights/4:123", first);
    assertThatThrownBy(() -> Manifest.of(stored)).isInstanceOf(StateMismatchException.class);
  }

  @Test
  void aBlockTooManyIsFound() {
    learn();
    stored.put("weights/9", stored.get("weights/0"));
    assertThatThrownBy(() -> Manifest.of(stored)).isInstanceOf(StateMismatchException.class);
  }

  @Test
  void itIsTheSameWhetherKeptUpOrMadeAnewAndWhenArraysShrink() {
    learn();
    manifest = Manifest.of(stored);
    ByteArray names = state.bytes("names");
    names.set(new byte[20_000]);
    drain();
    names.resize(10);
    weights.set(2999, 1);
    drain();
    assertThat(stored).containsKey("names/0").doesNotContainKey("names/1");
    Manifest.of(stored);

    byte[] keptUp = stored.get(KEY);
    manifest = Manifest.of(stored);
    counts.touch(0);
    drain();
    assertThat(stored.get(KEY)).isEqualTo(keptUp);
  }

  @Test
  void anArrayThatHasNoBlockAnyMoreIsForgottenAsAModelThatIsRestoredNeverKnewIt() {
    learn();
    ByteArray names = state.bytes("names");
    names.set(new byte[10]);
    drain();
    names.resize(0);
    drain();
    byte[] keptUp = stored.get(KEY);
    manifest = Manifest.of(stored);
    weights.touch(0);
    drain();
    assertThat(stored.get(KEY)).isEqualTo(keptUp);
  }

  @Test
  void nothingIsWrittenWhereNothingChanged() {
    learn();
    List<String> written = new ArrayList<>();
    manifest.drain(List.of(state, beside), (key, block) -> written.add(key));
    assertThat(written).isEmpty();
  }

  @Test
  void itIsWrittenAfterTheBlocksThatItIsOf() {
    weights.touchAll();
    offsets.set(0, 1);
    List<String> written = new ArrayList<>();
    manifest.drain(List.of(state, beside), (key, block) -> written.add(key));
    assertThat(written).last().isEqualTo(KEY);
  }

  @Test
  void statesOfVersionsWithoutOneAreTakenAsTheyAre() {
    learn();
    stored.remove(KEY);
    Manifest.of(stored);
  }

  @Test
  void oneOfALaterVersionIsRefusedByName() {
    learn();
    stored.get(KEY)[0] = 2;
    assertThatThrownBy(() -> Manifest.of(stored))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("run the version that wrote it");
  }

  @Test
  void itsLayoutStays() {
    counts.set(0, 1);
    manifest.drain(List.of(state), stored::put);
    assertThat(HexFormat.of().formatHex(stored.get(KEY)))
        .isEqualTo(
            "016d"
                + ("0006" + "636f756e7473" + "00000001" + "1145596808c762d9")
                + ("0007" + "77656967687473" + "00000001" + "67d2f9a9b668de17")
                + ("000a" + "776569676874732f343a" + "0000007c" + "9710033774866629"));
  }

  private void learn() {
    weights.touchAll();
    weights.set(3, .25);
    weights.set(2999, .5);
    counts.set(0, 1);
    offsets.set(0, 4);
    drain();
  }

  private Collection<String> keys() {
    List<String> keys = new ArrayList<>(stored.keySet());
    keys.remove(KEY);
    assertThat(keys).hasSizeGreaterThan(4);
    return keys;
  }

  private Collection<String> changed(Map<String, byte[]> before) {
    return keys().stream().filter(key -> before.get(key) != stored.get(key)).toList();
  }

  private void drain() {
    manifest.drain(
        List.of(state, beside),
        (key, block) -> {
          if (block == BlockSink.DELETED) {
            stored.remove(key);
          } else {
            stored.put(key, block);
          }
        });
  }

  @Test
  void theDigestIsOfTheModelAndNotOfWhereItLearned() {
    assertThat(digest("cluster a", 1)).isEqualTo(digest("cluster b", 1));
    assertThat(digest("cluster a", 1)).isNotEqualTo(digest("cluster a", 2));
  }

  private static long digest(String beside, double weight) {
    State state = new State();
    state.doubles("w", 1).set(0, weight);
    State other = new State();
    other.bytes(State.BESIDE + "input").set(beside.getBytes(StandardCharsets.UTF_8));
    Manifest manifest = new Manifest();
    manifest.drain(List.of(state, other), (key, block) -> {});
    return manifest.digest();
  }
}
