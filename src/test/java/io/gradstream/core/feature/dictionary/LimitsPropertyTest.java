package io.gradstream.core.feature.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.category.OneHot;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LimitsPropertyTest {

  private static final int OTHER = 2;
  private static final int CATEGORY = 3;

  @Property(tries = 100)
  void theFirstOfAnyOrderHaveColumnsAndTheRestShareOne(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 300) int distinct,
      @ForAll @IntRange(min = 1, max = 300) int most) {
    List<String> texts = shuffled(random, distinct);
    Rows rows = new Rows(new OneHot(List.of("c"), Limits.atMost(most)));
    for (int i = 0; i < distinct; i++) {
      Map<Integer, Double> encoded = rows.categories(texts.get(i)).observed();
      assertThat(encoded).isEqualTo(Map.of(i < most ? CATEGORY + i : OTHER, 1.0));
    }
    Rows restored = rows.restored(new OneHot(List.of("c"), Limits.atMost(most)));
    assertThat(restored.dictionary.names())
        .isEqualTo(texts.stream().limit(most).map(text -> "c=" + text).toList());
  }

  @Property(tries = 100)
  void whereCategoriesExpireNoRowStandsForTwoAndNoneIsLost(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 40) int most,
      @ForAll @IntRange(min = 1, max = 100) int timeToLive) {
    Limits limits = new Limits(1, most, true, true, random.nextBoolean(), timeToLive);
    Rows rows = new Rows(new OneHot(List.of("c"), limits));
    for (int i = 0; i < 600; i++) {
      rows.categories("x" + random.nextInt(60)).row.setTime(i + random.nextInt(3));
      rows.observed();
      if (random.nextInt(50) == 0) {
        rows = rows.restored(new OneHot(List.of("c"), limits));
      }
    }
    assertThat(rows.dictionary.rowCount()).isLessThanOrEqualTo(CATEGORY + most + 1);
    List<String> names = rows.dictionary.names();
    Set<String> present = names.stream().filter(n -> !n.isEmpty()).collect(Collectors.toSet());
    assertThat(present).hasSize(rows.dictionary.size());
    Set<Integer> used = new HashSet<>();
    for (String name : present) {
      Map<Integer, Double> encoded = rows.categories(name.substring(2)).transformed();
      encoded.keySet().forEach(row -> assertThat(used.add(row)).isTrue());
      encoded.keySet().forEach(row -> assertThat(names.get(row - CATEGORY)).isEqualTo(name));
    }
    assertThat(used).doesNotContain(OTHER);
  }

  @Property(tries = 30)
  void stateIsBoundedByTheLimitHoweverManyCategoriesThereAre(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 200) int most) {
    Limits limits =
        new Limits(1 + random.nextInt(3), most, true, true, false, 50L * random.nextInt(3));
    Rows rows = new Rows(new OneHot(List.of("c"), limits));
    for (int i = 0; i < 20_000; i++) {
      rows.categories("category " + random.nextInt()).row.setTime(i);
      rows.observed();
    }
    int sketch = limits.minCount() > 1 ? 530_000 : 0;
    int bytes = rows.stored().values().stream().mapToInt(block -> block.length).sum();
    // hash, owner, time, start of the name and place in the list of free rows; names twice
    assertThat(bytes).isLessThan(20_000 + sketch + most * (5 * Long.BYTES + 2 * 32));
  }

  @Property(tries = 100)
  void whatTwoHaveSeenIsWhatOneWouldHave(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 300) int records,
      @ForAll @IntRange(min = 1, max = 60) int most) {
    Limits limits = new Limits(1, most, true, true, random.nextBoolean(), 0);
    Rows whole = new Rows(new OneHot(List.of("c", "d"), limits));
    Rows first = new Rows(new OneHot(List.of("c", "d"), limits));
    Rows second = new Rows(new OneHot(List.of("c", "d"), limits));
    int cut = random.nextInt(records);
    for (int i = 0; i < records; i++) {
      String c = "x" + random.nextInt(60);
      String d = "y" + random.nextInt(60);
      whole.categories(c, d).observed();
      (i < cut ? first : second).categories(c, d).observed();
    }
    first.merge(second);

    for (int i = 0; i < 60; i++) {
      assertThat(first.categories("x" + i, "y" + i).transformed())
          .isEqualTo(whole.categories("x" + i, "y" + i).transformed());
    }
  }

  private static List<String> shuffled(Random random, int count) {
    List<String> texts =
        IntStream.range(0, count).mapToObj(i -> "x" + i).collect(Collectors.toList());
    Collections.shuffle(texts, random);
    return texts;
  }
}
