package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowersTest {

  @Test
  void readersOfAPageWaitForBrokersForSecondsUnlessTheUserSaysOtherwise() {
    assertThat(Followers.impatient(Map.of("bootstrap.servers", "b:9092")))
        .isEqualTo(Map.of("bootstrap.servers", "b:9092", "default.api.timeout.ms", "4000"));
    assertThat(Followers.impatient(Map.of("default.api.timeout.ms", "20000")))
        .isEqualTo(Map.of("default.api.timeout.ms", "20000"));
  }
}
