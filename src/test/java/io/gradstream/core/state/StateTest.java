package io.gradstream.core.state;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateTest {

  private static final int BLOCK = 1024;
  private static final int SMALL = 16;

  private final State state = new State();

  @Test
  void everyBlockOfANewArrayIsDrainedOnce() {
    state.doubles("x", BLOCK + SMALL + 1);
    state.longs("n", 1);
    state.bytes("text");

    assertThat(drained()).containsExactly("x/0", "x/4:0", "x/4:1", "n/0");
    assertThat(drained()).isEmpty();
  }

  @Test
  void onlyBlocksThatChangedAreDrained() {
    DoubleArray x = state.doubles("x", 3 * BLOCK);
    drained();

    x.set(BLOCK, 1);
    x.set(BLOCK + SMALL - 1, 2);
    assertThat(drained()).containsExactly("x/4:0");

    x.set(3, 1);
    x.set(BLOCK - 1, 1);
    x.set(3 * BLOCK - 1, 2);
    assertThat(drained()).containsExactly("x/0", "x/4:127");
  }

  @Test
  void writingIntoTheBackingArrayCountsOnceItIsTouched() {
    DoubleArray x = state.doubles("x", 3 * BLOCK);
    drained();

    x.values()[2 * BLOCK] = 1;
    x.touch(2 * BLOCK);

    assertThat(drained()).containsExactly("x/4:64");
  }

  @Test
  void rowsLieFourToABlockAndElementsThatAllChangeInLongOnes() {
    for (int[] expected : new int[][] {{1, 3}, {2, 3}, {3, 4}, {5, 5}, {64, 8}, {300, 10}}) {
      DoubleArray x = state.doubles("rows of " + expected[0], 3 * BLOCK);
      x.layRows(expected[0]);
      drained();
      x.set(BLOCK, 1);
      String beyond = expected[1] == 10 ? "/1" : "/%d:0".formatted(expected[1]);
      assertThat(drained()).containsExactly(x.name() + beyond);
    }
    DoubleArray dense = state.doubles("dense", 3 * BLOCK);
    dense.layDense();
    drained();
    dense.touchAll();
    assertThat(drained()).containsExactly("dense/0", "dense/1", "dense/2");
  }

  @Test
  void rowsThatBecomeWiderLeaveNoBlockOfTheirOldLengthBehind() {
    DoubleArray x = state.doubles("x", 0);
    x.layRows(1);
    x.resize(3 * BLOCK);
    x.set(2 * BLOCK, 5);
    Store store = new Store().drain(state);
    x.layRows(3);
    x.resize(2 * BLOCK + 1);
    x.layRows(1); // and back again before anything is stored
    x.layRows(64);
    store.drain(state);
    assertThat(store.contents().keySet()).allMatch(key -> key.matches("x/(0|8:[0-4])"));

    State loaded = new State();
    DoubleArray x2 = loaded.doubles("x", 1);
    store.loadInto(loaded);
    assertThat(bits(x2)).isEqualTo(bits(x));
    loaded.drain((key, block) -> assertThat(key).isEqualTo("none: it is as it is stored"));
  }

  @Test
  void whatWasNeverStoredIsNotDeleted() {
    DoubleArray x = state.doubles("x", 4 * BLOCK);
    x.layRows(1); // as components do, once they have declared it
    Store store = new Store();
    state.drain(
        (key, block) ->
            assertThat(block).as(key).isNotSameAs(BlockSink.DELETED).hasSizeGreaterThan(2));
    x.touchAll();
    store.drain(state);

    State again = new State();
    again.doubles("x", 4 * BLOCK).layRows(1);
    store.loadInto(again);
    again.drain((key, block) -> assertThat(key).isEqualTo("none: it is as it is stored"));
  }

  /** Earlier versions had blocks of 1,024 elements everywhere. */
  @Test
  void longBlocksOfEarlierVersionsAreReadAndStoredAnew() {
    DoubleArray x = state.doubles("x", 0);
    x.layDense();
    x.resize(2 * BLOCK + 5);
    x.set(2 * BLOCK + 4, 7);
    Store store = new Store().drain(state);
    assertThat(store.contents()).containsOnlyKeys("x/0", "x/1", "x/2");

    State later = new State();
    DoubleArray x2 = later.doubles("x", 0);
    store.loadInto(later);
    assertThat(bits(x2)).isEqualTo(bits(x));
    store.drain(later);
    assertThat(store.contents()).hasSize(1 + BLOCK / SMALL + 1).doesNotContainKeys("x/1", "x/2");

    State again = new State();
    DoubleArray x3 = again.doubles("x", 0);
    store.loadInto(again);
    assertThat(bits(x3)).isEqualTo(bits(x));
  }

  @Test
  void whatTheNextDrainWritesIsKnownBefore() {
    DoubleArray x = state.doubles("x", 100 * BLOCK);
    state.longs("n", 3);
    assertThat(state.dirtyBytes()).isBetween(800L * BLOCK, 1000L * BLOCK);
    drained();
    assertThat(state.dirtyBytes()).isZero();
    x.set(50 * BLOCK, 1);
    x.set(3 * BLOCK, 1);
    assertThat(state.dirtyBytes()).isBetween(256L, 300L);
  }

  /** As many classes by a race have: a row may span blocks that neither of its ends is in. */
  @Test
  void aRowWiderThanABlockIsStoredAsAWhole() {
    int width = 2 * BLOCK + 600;
    DoubleArray x = state.doubles("x", 4 * width);
    x.layRows(width);
    drained();

    x.touchRows(new int[] {2}, 1, width);

    assertThat(drained()).containsExactly("x/5", "x/6", "x/7");
    x.touchRows(new int[] {1}, 1, 2 * BLOCK);
    assertThat(drained()).containsExactly("x/2", "x/3");
    x.touch(new int[] {width}, 1, width);
    assertThat(drained()).containsExactly("x/2", "x/3", "x/4", "x/5");
  }

  @Test
  void growingTouchesNothingButTheNewElements() {
    LongArray n = state.longs("n", BLOCK);
    drained();

    n.add(7);

    assertThat(drained()).containsExactly("n/4:0");
  }

  @Test
  void aLoadedStateHasTheSameElementsBitForBit() {
    DoubleArray x = state.doubles("x", 0);
    LongArray n = state.longs("n", 3);
    ByteArray text = state.bytes("text");
    double payload = Double.longBitsToDouble(0x7FF8_0000_0000_1234L);
    for (double value : new double[] {-0.0, Double.MIN_VALUE, payload, Double.NEGATIVE_INFINITY}) {
      x.add(value);
    }
    n.set(1, Long.MIN_VALUE);
    text.add("größe".getBytes(StandardCharsets.UTF_8));

    State loaded = new State();
    DoubleArray x2 = loaded.doubles("x", 0);
    LongArray n2 = loaded.longs("n", 3);
    ByteArray text2 = loaded.bytes("text");
    new Store().drain(state).loadInto(loaded);

    assertThat(bits(x2)).isEqualTo(bits(x));
    assertThat(List.of(n2.get(0), n2.get(1), n2.get(2))).containsExactly(0L, Long.MIN_VALUE, 0L);
    assertThat(text2.toBytes()).isEqualTo(text.toBytes());
  }

  @Test
  void blocksMayBeLoadedInAnyOrder() {
    LongArray n = state.longs("n", 0);
    for (int i = 0; i < 3 * BLOCK; i++) {
      n.add(i);
    }
    List<Runnable> loads = new ArrayList<>();
    State loaded = new State();
    LongArray n2 = loaded.longs("n", 0);
    state.drain((key, block) -> loads.add(0, () -> loaded.load(key, block)));

    loads.forEach(Runnable::run);

    assertThat(n2.size()).isEqualTo(3 * BLOCK);
    assertThat(n2.get(5)).isEqualTo(5);
    assertThat(n2.get(2 * BLOCK + 5)).isEqualTo(2 * BLOCK + 5);
  }

  @Test
  void whatIsCutOffIsZeroWhenTheArrayGrowsAgain() {
    DoubleArray x = state.doubles("x", 0);
    LongArray n = state.longs("n", 0);
    ByteArray b = state.bytes("b");
    x.resize(100);
    n.resize(100);
    b.resize(100);
    x.set(50, 1);
    n.set(50, 1);
    b.values()[50] = 1;

    x.resize(50);
    n.resize(50);
    b.resize(50);
    x.resize(100);
    n.resize(100);
    b.resize(100);

    assertThat(x.get(50)).isZero();
    assertThat(n.get(50)).isZero();
    assertThat(b.values()[50]).isZero();
  }

  @Test
  void blocksPastTheEndAreDeleted() {
    LongArray n = state.longs("n", 0);
    n.resize(3 * BLOCK);
    Store store = new Store().drain(state);

    n.resize(BLOCK);
    assertThat(store.drain(state).contents()).containsOnlyKeys("n/0");
    n.resize(0);
    assertThat(store.drain(state).contents()).isEmpty();
  }

  @Test
  void anArrayNeverShrinksBelowItsDeclaredSize() {
    LongArray n = state.longs("n", 3);

    assertThatThrownBy(() -> n.resize(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state 'n' was declared with 3 elements and cannot shrink to 2");
  }

  @Test
  void settingBytesReplacesThem() {
    ByteArray text = state.bytes("text");
    text.set("a longer text".getBytes(StandardCharsets.UTF_8));
    text.set("short".getBytes(StandardCharsets.UTF_8));

    assertThat(text.toBytes()).asString().isEqualTo("short");
  }

  @Test
  void copyingAScopeMarksOnlyTheBlocksThatDiffer() {
    State.Scope live = state.scope("live");
    State.Scope best = state.scope("best");
    DoubleArray from = live.doubles("w", 3 * BLOCK);
    DoubleArray to = best.doubles("w", 3 * BLOCK);
    LongArray step = live.longs("step", 1);
    best.longs("step", 1);
    drained();
    from.set(BLOCK, 1);
    step.set(0, 9);
    drained();

    best.copyFrom(live);

    assertThat(bits(to)).isEqualTo(bits(from));
    assertThat(drained()).containsExactly("best.w/4:0", "best.step/0");
  }

  @Test
  void copyingALongerOrShorterArrayTakesItsSize() {
    State.Scope live = state.scope("live");
    State.Scope best = state.scope("best");
    DoubleArray from = live.doubles("w", 0);
    DoubleArray to = best.doubles("w", 0);
    from.resize(BLOCK + 10);
    from.set(BLOCK + 5, 1);

    best.copyFrom(live);
    assertThat(bits(to)).isEqualTo(bits(from));
    drained();
    from.resize(BLOCK);
    best.copyFrom(live);

    assertThat(to.size()).isEqualTo(BLOCK);
    assertThat(drained()).containsExactlyInAnyOrder("live.w/4:0", "best.w/4:0");
  }

  @Test
  void nansThatDifferInTheirBitsDiffer() {
    State.Scope live = state.scope("live");
    State.Scope best = state.scope("best");
    DoubleArray from = live.doubles("w", 1);
    best.doubles("w", 1).set(0, Double.NaN);
    from.set(0, Double.longBitsToDouble(0x7FF8_0000_0000_0001L));
    drained();

    best.copyFrom(live);

    assertThat(drained()).containsExactly("best.w/0");
  }

  @Test
  void aBlockOfAnUnknownArrayIsRefused() {
    assertThatThrownBy(() -> state.load("weights/0", new byte[] {1, 'd'}))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("a block 'weights/0' of no array that this pipeline has")
        .hasMessageContaining("another name");
    for (String key : List.of("weights", "w/", "w/x", "w/-1", "w/4:", "w/4:-1", "w/99:0", "w/:1")) {
      state.scope(key).doubles("w", 1);
      assertThatThrownBy(() -> state.load(key, new byte[] {1, 'd'}))
          .isInstanceOf(StateMismatchException.class);
    }
  }

  @Test
  void aBlockOfAnotherTypeOrFormatIsRefused() {
    state.doubles("w", 1);
    byte[] longs = {1, 'l', 0, 0, 0, 0, 0, 0, 0, 1};
    byte[] newer = {2, 'd', 0, 0, 0, 0, 0, 0, 0, 1};

    assertThatThrownBy(() -> state.load("w/0", longs))
        .isInstanceOf(StateMismatchException.class)
        .hasMessage("block 'w/0' has format 1, type 'l'; this version reads format 1, type 'd'");
    assertThatThrownBy(() -> state.load("w/0", newer))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("has format 2");
  }

  @Test
  void aBlockThatWasCutIsRefused() {
    state.doubles("w", 1);

    assertThatThrownBy(() -> state.load("w/0", new byte[] {1, 'd', 0, 0, 0}))
        .isInstanceOf(StateMismatchException.class)
        .hasMessage("block 'w/0' has 5 bytes, which is no block of such elements");
    assertThatThrownBy(() -> state.load("w/0", BlockSink.DELETED))
        .isInstanceOf(StateMismatchException.class);
  }

  @Test
  void aNameCannotBeDeclaredTwice() {
    state.longs("n", 0);

    assertThatThrownBy(() -> state.doubles("n", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state array 'n' is declared twice");
  }

  @Test
  void theEncodingOfABlockIsAsDocumented() {
    state.doubles("w", 1).set(0, 1.5);
    state.longs("n", 1).set(0, 258);
    state.bytes("b").add(new byte[] {5});

    assertThat(new Store().drain(state).contents())
        .containsEntry("w/0", "01643ff8000000000000")
        .containsEntry("n/0", "016c0000000000000102")
        .containsEntry("b/0", "016205");
  }

  private List<String> drained() {
    List<String> keys = new ArrayList<>();
    state.drain((key, block) -> keys.add(key));
    return keys;
  }

  private static List<Long> bits(DoubleArray array) {
    List<Long> bits = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      bits.add(Double.doubleToRawLongBits(array.get(i)));
    }
    return bits;
  }

  @Test
  void aNestedStateIsPartOfTheWholeUnderTheNameOfItsScope() {
    State nested = state.scope("memory").nested("pca.0");
    nested.scope("inner").doubles("x", 1).set(0, 7);
    nested.longs("n", 1).set(0, 3);

    Map<String, byte[]> blocks = new HashMap<>();
    state.drain(blocks::put);
    assertThat(blocks).containsOnlyKeys("memory.pca.0.inner.x/0", "memory.pca.0.n/0");

    State loaded = new State();
    LongArray n = loaded.scope("memory").nested("pca.0").longs("n", 1);
    loaded.load("memory.pca.0.n/0", requireNonNull(blocks.get("memory.pca.0.n/0")));
    assertThat(n.get(0)).isEqualTo(3);
  }
}
