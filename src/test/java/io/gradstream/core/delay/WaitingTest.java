package io.gradstream.core.delay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.state.Manifest;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What waits is counted into the memory that a stored model needs. */
class WaitingTest {

  private static final int RECORDS = 10_000;
  private static final int LARGEST_INDEX = 82; // bytes an entry

  @Test
  void theMemoryOfAStoredModelHasRoomForTheIndexOfWhatWaits() {
    State state = new State();
    KeyedLog log = new KeyedLog(state, Waiting.RECORDS);
    Packed payload = new Packed();
    Random random = new Random(1);
    for (int i = 0; i < RECORDS; i++) {
      payload.clear();
      payload.putDoubles(random.doubles(10).toArray(), 10);
      log.add(("flight " + i).getBytes(StandardCharsets.UTF_8), i, payload);
    }
    Map<String, byte[]> stored = new TreeMap<>();
    new Manifest().drain(List.of(state), stored::put);
    byte[] manifest = stored.get("@manifest/0");

    long blocks = Manifest.heap(manifest, array -> false);
    assertThat(blocks).isGreaterThan(2 * log.live());
    assertThat(Manifest.heap(manifest, Waiting::isIndexed) - blocks)
        .isBetween((long) LARGEST_INDEX * RECORDS, 2 * log.bytes());
  }
}
