package io.gradstream.streams.saved;

import static io.gradstream.streams.saved.LoadStart.ANEW;
import static io.gradstream.streams.saved.LoadStart.CONTINUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.state.State;
import io.gradstream.model.InputManifest;
import io.gradstream.model.InputTopic;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.SavedModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadStartTest {

  private static final InputTopic INPUT = new InputTopic("here", "flights", "1");
  private static final InputTopic LABELS = new InputTopic("here", "landings", "2");

  @Test
  void theVeryTopicGoesOnAndOneOfAnotherNameBeginsAnew() {
    assertThat(choose(Optional.empty(), INPUT)).isEqualTo(CONTINUE);
    assertThat(choose(Optional.of(ANEW), INPUT)).isEqualTo(ANEW);
    InputTopic other = new InputTopic("here", "bookings", "3");
    assertThat(choose(Optional.empty(), other)).isEqualTo(ANEW);
    assertThatThrownBy(() -> choose(Optional.of(CONTINUE), other))
        .isInstanceOf(SavedModelException.class)
        .hasMessageContainingAll("'flights'", "'bookings'", "--anew");
  }

  @Test
  void ofATopicThatOnlyHasTheNameItMustBeSaid() {
    for (InputTopic like :
        List.of(new InputTopic("there", "flights", "9"), new InputTopic("here", "flights", "9"))) {
      assertThatThrownBy(() -> choose(Optional.empty(), like))
          .isInstanceOf(SavedModelException.class)
          .hasMessageContainingAll("--continue", "--anew");
      assertThat(choose(Optional.of(CONTINUE), like)).isEqualTo(CONTINUE);
      assertThat(choose(Optional.of(ANEW), like)).isEqualTo(ANEW);
    }
  }

  @Test
  void labelsOfAnotherTopicMustBeSaidToo() {
    ModelSnapshot saved = saved(true);
    InputTopic again = new InputTopic("here", "landings", "9");
    assertThat(LoadStart.choose(Optional.empty(), saved, INPUT, Optional.of(LABELS)))
        .isEqualTo(CONTINUE);
    assertThatThrownBy(() -> LoadStart.choose(Optional.empty(), saved, INPUT, Optional.of(again)))
        .hasMessageContaining("--continue");
  }

  @Test
  void aModelThatNamesNoTopicBeginsAnew() {
    ModelSnapshot saved = new ModelSnapshot("p", "0", List.of(Map.of()), List.of());
    assertThat(LoadStart.choose(Optional.empty(), saved, INPUT, Optional.empty())).isEqualTo(ANEW);
    assertThatThrownBy(
            () -> LoadStart.choose(Optional.of(CONTINUE), saved, INPUT, Optional.empty()))
        .hasMessageContaining("no topic that it names");
  }

  private static LoadStart choose(Optional<LoadStart> asked, InputTopic now) {
    return LoadStart.choose(asked, saved(false), now, Optional.empty());
  }

  private static ModelSnapshot saved(boolean labelled) {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    begun(new InputManifest(), INPUT).drain(blocks::put);
    if (labelled) {
      begun(InputManifest.ofNoLabels(), LABELS).drain(blocks::put);
    }
    return new ModelSnapshot("p", "0", List.of(blocks), List.of());
  }

  private static State begun(InputManifest manifest, InputTopic topic) {
    manifest.begin(topic, 1);
    manifest.took(0, 9);
    return manifest.state();
  }
}
