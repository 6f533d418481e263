package io.gradstream.streams.input;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredModelTest {

  private static final long MEGA = 1 << 20;

  @Test
  void oneThatDoesNotFitTheHeapIsRefusedWithHowMuchItNeeds() {
    StoredModel model = new StoredModel(true, Map.of(), Map.of(), 240 * MEGA);
    assertThatThrownBy(() -> model.requireMemory("p-model-changelog", 256 * MEGA))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll("'p-model-changelog'", "240 MB", "256 MB", "-Xmx272m", "389 MB");
    model.requireMemory("p-model-changelog", 272 * MEGA);
  }

  @Test
  void oneThatDoesNotSayHowLargeItIsIsTried() {
    new StoredModel(true, Map.of(), Map.of(), 0).requireMemory("p-model-changelog", 1);
  }
}
