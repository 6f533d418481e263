package io.gradstream.core.feature.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.state.State;
import org.junit.jupiter.api.Test;

class SketchTest {

  @Test
  void countsAreNeverTooSmallBeforeTheyAge() {
    Sketch sketch = new Sketch(new State(), "s", 100);
    for (int round = 1; round <= 50; round++) {
      for (long category = 1; category <= 1000; category++) {
        assertThat(sketch.add(category)).isGreaterThanOrEqualTo(round);
      }
    }
  }

  @Test
  void whatOccursOnceIsSeldomTakenForMore() {
    Sketch sketch = new Sketch(new State(), "s", 2);
    int wrong = 0;
    for (long category = 1; category <= 1_000_000; category++) {
      wrong += sketch.add(category) >= 2 ? 1 : 0;
    }
    assertThat(wrong).isLessThan(5000); // one in two hundred
  }

  @Test
  void aFrequentCategoryReachesItsCountThoughCountsAge() {
    Sketch sketch = new Sketch(new State(), "s", 1000);
    long counted = 0;
    for (long i = 1; i <= 2_000_000; i++) {
      sketch.add(-i);
      counted = i % 2000 == 0 ? sketch.add(7) : counted;
    }
    assertThat(counted).isGreaterThanOrEqualTo(1000);
  }

  @Test
  void aTwinsCountsAreAdded() {
    Sketch one = new Sketch(new State(), "s", 100);
    Sketch other = new Sketch(new State(), "s", 100);
    for (int i = 0; i < 10; i++) {
      one.add(5);
      other.add(5);
      other.add(6);
    }
    one.merge(other);

    assertThat(one.add(5)).isEqualTo(21);
    assertThat(one.add(6)).isEqualTo(11);
  }
}
