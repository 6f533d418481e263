package io.gradstream.core.feature.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CategoryTableTest {

  private final LongArray hashes = new State().longs("hashes", 0);
  private final CategoryTable followed = new CategoryTable();
  private final Random random = new Random(7);
  private final Set<Long> ever = new HashSet<>();

  @Test
  void oneThatFollowsChangesFindsWhatOneFindsThatIsMadeAnew() {
    for (int round = 0; round < 300; round++) {
      for (int change = random.nextInt(20); change > 0; change--) {
        change();
      }
      if (round % 50 == 49) {
        hashes.resize(hashes.size() / 2); // as after a rollback
      }
      followed.follow(hashes, 5);
      requireEqual();
    }
  }

  @Test
  void whatIsAddedByHandIsNotAddedAgain() {
    for (int round = 0; round < 50; round++) {
      followed.follow(hashes, 5);
      long hash = 1000 + round;
      hashes.add(hash);
      ever.add(hash);
      followed.add(hash, 5 + hashes.size() - 1, hashes.size());
      followed.follow(hashes, 5);
      followed.remove(hash);
      assertThat(followed.find(hash)).isEqualTo(-1);
      hashes.set(hashes.size() - 1, 0);
    }
  }

  /** Appends, deletes, or puts another category, or one from elsewhere, in a place. */
  private void change() {
    int kind = random.nextInt(4);
    if (kind < 2 || hashes.size() == 0) {
      hashes.add(fresh());
      return;
    }
    int at = random.nextInt(hashes.size());
    if (kind == 2) {
      hashes.set(at, 0);
      return;
    }
    int other = random.nextInt(hashes.size());
    long moved = hashes.get(other);
    hashes.set(other, hashes.get(at));
    hashes.set(at, moved);
  }

  private long fresh() {
    long hash = 1 + random.nextInt(1 << 30); // crowded, so that many are pushed on
    while (!ever.add(hash)) {
      hash++;
    }
    return hash;
  }

  private void requireEqual() {
    CategoryTable anew = new CategoryTable();
    anew.follow(hashes, 5);
    for (long hash : ever) {
      assertThat(followed.find(hash)).isEqualTo(anew.find(hash));
    }
    for (int at = 0; at < hashes.size(); at++) {
      if (hashes.get(at) != 0) {
        assertThat(followed.find(hashes.get(at))).isEqualTo(5 + at);
      }
    }
  }
}
