package io.gradstream.core.feature.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.state.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTableTest {

  private static final int MOST = 500; // of some thousand keys: slots are given to others

  @Test
  void oneThatFollowsChangedBlocksFindsWhatItsTrainerFinds() {
    State trainers = new State();
    KeyTable trainer = new KeyTable(trainers.scope("memory"), "keys", MOST, 50_000);
    State followers = new State();
    KeyTable follower = new KeyTable(followers.scope("memory"), "keys", MOST, 50_000);
    Random random = new Random(3);
    for (int commit = 0; commit < 200; commit++) {
      long time = 1_000L * commit;
      for (int touched = random.nextInt(40); touched > 0; touched--) {
        trainer.touch(1 + random.nextInt(3_000), time);
      }
      Map<String, byte[]> blocks = new LinkedHashMap<>();
      trainers.drain(blocks::put);
      blocks.forEach(followers::apply);
      follower.applied();
      for (long key = 1; key <= 3_000; key++) {
        assertThat(follower.find(key, time)).isEqualTo(trainer.find(key, time));
      }
    }
    follower.refresh(); // and may go on as the trainer does
    assertThat(follower.touch(5_000, 300_000)).isEqualTo(trainer.touch(5_000, 300_000));
    assertThat(follower.oldest()).isEqualTo(trainer.oldest());
  }
}
