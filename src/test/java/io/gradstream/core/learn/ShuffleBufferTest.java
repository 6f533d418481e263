package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleBufferTest {

  @Test
  void everyExampleLeavesOnceWithItsOwnFeaturesLabelAndWeight() {
    State state = new State();
    List<Integer> drawn = run(new ShuffleBuffer(state, 20, 1), 0, 500);
    assertThat(drawn).hasSize(480).doesNotHaveDuplicates();

    ShuffleBuffer withoutRoom = restored(state, 0);
    assertThat(withoutRoom.isIdle()).isFalse();
    assertThat(drain(withoutRoom)).hasSize(20).doesNotContainAnyElementsOf(drawn);
    assertThat(withoutRoom.isIdle()).isTrue();
  }

  @Test
  void theOrderIsAnotherAndTheSameForTheSameSeed() {
    List<Integer> one = run(new ShuffleBuffer(new State(), 50, 1), 0, 300);
    assertThat(one).isEqualTo(run(new ShuffleBuffer(new State(), 50, 1), 0, 300));
    assertThat(one).isNotEqualTo(run(new ShuffleBuffer(new State(), 50, 2), 0, 300));
    assertThat(one).isNotEqualTo(one.stream().sorted().toList());
  }

  @Test
  void everyExampleThatWaitsIsAsLikelyToBeDrawnAsTheOthers() {
    int[] first = new int[11];
    for (int seed = 0; seed < 4000; seed++) {
      first[run(new ShuffleBuffer(new State(), 10, seed), 0, 11).get(0)]++;
    }
    // 4000 draws of one from 11: 364 each, with a standard deviation of 18
    assertThat(IntStream.of(first)).allMatch(count -> Math.abs(count - 364) < 90);
  }

  @Test
  void aBufferMadeSmallerLetsTheSurplusGo() {
    State state = new State();
    run(new ShuffleBuffer(state, 20, 1), 0, 100);
    ShuffleBuffer smaller = restored(state, 5);
    assertThat(run(smaller, 100, 101)).hasSize(16);
    assertThat(smaller.size()).isEqualTo(5);
  }

  /** Takes examples in and returns the numbers of those drawn, whose contents are checked. */
  private static List<Integer> run(ShuffleBuffer buffer, int from, int to) {
    List<Integer> drawn = new ArrayList<>();
    FeatureVector x = new FeatureVector();
    for (int i = from; i < to; i++) {
      fill(x, i);
      buffer.add(x, i, i + 0.5);
      drawn.addAll(drain(buffer));
    }
    return drawn;
  }

  private static List<Integer> drain(ShuffleBuffer buffer) {
    List<Integer> drawn = new ArrayList<>();
    FeatureVector wanted = new FeatureVector();
    while (buffer.draw()) {
      int number = (int) buffer.label();
      fill(wanted, number);
      assertThat(buffer.weight()).isEqualTo(number + 0.5);
      assertThat(text(buffer.features())).isEqualTo(text(wanted));
      drawn.add(number);
    }
    return drawn;
  }

  /** Features whose number varies, so that the buffer must make room as it goes. */
  private static void fill(FeatureVector x, int number) {
    x.clear();
    for (int i = 0; i < number % 7 + number / 100; i++) {
      x.add(1 + i, number + 0.01 * i);
    }
  }

  private static String text(FeatureVector x) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < x.size(); i++) {
      text.append(x.row(i)).append(':').append(x.value(i)).append(' ');
    }
    return text.toString();
  }

  private static ShuffleBuffer restored(State stored, int capacity) {
    State copy = new State();
    ShuffleBuffer buffer = new ShuffleBuffer(copy, capacity, 1);
    stored.drain(copy::load);
    return buffer;
  }
}
