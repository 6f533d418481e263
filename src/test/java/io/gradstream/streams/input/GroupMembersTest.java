package io.gradstream.streams.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupMembersTest {

  @Test
  void aSessionIsAsLongAsTheMainConsumersNextSettingSays() {
    assertThat(GroupMembers.sessionSeconds(Map.of())).isEqualTo(45);
    assertThat(GroupMembers.sessionSeconds(Map.of("session.timeout.ms", " 7000 "))).isEqualTo(7);
    assertThat(
            GroupMembers.sessionSeconds(
                Map.of("session.timeout.ms", "7000", "consumer.session.timeout.ms", "8000")))
        .isEqualTo(8);
    assertThat(
            GroupMembers.sessionSeconds(
                Map.of(
                    "consumer.session.timeout.ms",
                    "8000",
                    "main.consumer.session.timeout.ms",
                    "9000")))
        .isEqualTo(9);
  }
}
