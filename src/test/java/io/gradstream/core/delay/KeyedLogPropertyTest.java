package io.gradstream.core.delay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.state.BlockSink;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A log of entries that wait is a list, however often it is stored, restored and cleared. */
class KeyedLogPropertyTest {

  private record Entry(String key, long since, long payload, int length) {}

  @Property(tries = 60)
  void itDoesWhatAListDoes(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int keys,
      @ForAll @IntRange(min = 10, max = 9000) int longest,
      @ForAll @IntRange(min = 1, max = 1500) int most) {
    Random random = new Random(seed);
    Map<String, byte[]> stored = new TreeMap<>();
    State state = new State();
    KeyedLog log = new KeyedLog(state, "log");
    List<Entry> expected = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      if (random.nextInt(400) == 0) {
        commit(state, stored);
        state = new State();
        log = new KeyedLog(state, "log");
        stored.forEach(state::load);
        log.refresh();
      }
      if (random.nextInt(5) < 3) {
        Entry entry =
            new Entry("k" + random.nextInt(keys), i, random.nextLong(), random.nextInt(longest));
        expected.add(entry);
        log.add(bytes(entry.key()), entry.since(), payload(entry));
        if (expected.size() > most) {
          remove(log, log.oldest(), expected.remove(0));
        }
      } else {
        String key = "k" + random.nextInt(keys);
        int at = indexOf(expected, key);
        int slot = log.find(bytes(key));
        if (at < 0) {
          assertThat(slot).isEqualTo(KeyedLog.NONE);
        } else {
          remove(log, slot, expected.remove(at));
        }
      }
      assertThat(log.size()).isEqualTo(expected.size());
    }
    while (!expected.isEmpty()) {
      remove(log, log.oldest(), expected.remove(0));
    }
    assertThat(log.oldest()).isEqualTo(KeyedLog.NONE);
  }

  @Property(tries = 20)
  void itsLogIsNoMoreThanTwiceWhatWaits(@ForAll long seed) {
    Random random = new Random(seed);
    KeyedLog log = new KeyedLog(new State(), "log");
    List<String> waiting = new ArrayList<>();
    long live = 0;
    for (int i = 0; i < 30_000; i++) {
      String key = "record " + i;
      log.add(bytes(key), i, payload(new Entry(key, i, i, 100)));
      waiting.add(key);
      if (waiting.size() > 500) { // some stay for ever
        int at = random.nextInt(10) == 0 ? 450 : 100 + random.nextInt(400);
        log.remove(log.find(bytes(waiting.remove(at))));
      }
      live = waiting.size() * 140L;
    }
    assertThat(log.bytes()).isLessThan((1 << 16) + 2 * live);
  }

  @Property(tries = 20)
  void whatACommitWritesFollowsWhatCameAndNotWhatWaits(@ForAll long seed) {
    State state = new State();
    KeyedLog log = new KeyedLog(state, "log");
    for (int i = 0; i < 20_000; i++) {
      log.add(bytes("waiting " + i), i, payload(new Entry("", i, i, 100)));
    }
    commit(state, new TreeMap<>());
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      log.add(bytes("new " + i), i, payload(new Entry("", i, i, 100)));
      int slot = log.find(bytes("waiting " + random.nextInt(20_000)));
      if (slot != KeyedLog.NONE) {
        log.remove(slot);
      }
    }
    long written = state.dirtyBytes();
    assertThat(written).isLessThan(50 * 140 + 50 * 20 + 4 * 8200);
  }

  private static void remove(KeyedLog log, int slot, Entry entry) {
    assertThat(new String(log.key(slot), StandardCharsets.UTF_8)).isEqualTo(entry.key());
    assertThat(log.since(slot)).isEqualTo(entry.since());
    Packed found = log.payload(slot);
    assertThat(found.getLong()).isEqualTo(entry.payload());
    assertThat(found.getBytes()).hasSize(entry.length());
    log.remove(slot);
  }

  private static int indexOf(List<Entry> entries, String key) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private static Packed payload(Entry entry) {
    Packed payload = new Packed();
    payload.putLong(entry.payload());
    payload.putBytes(new byte[entry.length()]);
    return payload;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void commit(State state, Map<String, byte[]> stored) {
    state.drain(
        (key, block) -> {
          if (block == BlockSink.DELETED) {
            stored.remove(key);
          } else {
            stored.put(key, block);
          }
        });
  }
}
