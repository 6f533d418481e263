package io.gradstream.core.feature.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Rows;
import io.gradstream.core.math.Fence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the stream, the memories hold what ordinary collections would, and no more. */
class MemoryPropertyTest {

  private static final int RECORDS = 300;

  private record Record(String key, long time, double value, double label) {}

  @Property(tries = 200)
  void lagsAreThoseOfOrdinaryLists(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int mostKeys,
      @ForAll @IntRange(max = 1) int forget) {
    List<Integer> steps = List.of(2, 1, 5, 11);
    Keying keying = new Keying(List.of("k"), mostKeys, forget * 40_000L);
    NaiveMemory naive = new NaiveMemory(mostKeys, keying.timeToLive());
    Rows rows = new Rows(new Lag(value(), steps, keying, RecalledScale.NONE));
    for (Record record : stream(random, true)) {
      List<Double> expected =
          steps.stream().map(k -> known(naive.lag(record.key(), record.time(), k))).toList();
      assertThat(take(rows, record)).containsExactlyElementsOf(expected);
      remember(naive, record, record.value());
      rows = sometimesRestored(rows, new Lag(value(), steps, keying, RecalledScale.NONE), random);
    }
  }

  @Property(tries = 200)
  void labelsThatAreNotKnownArePassedOver(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int mostKeys) {
    Keying keying = new Keying(List.of("k"), mostKeys, 0);
    NaiveMemory naive = new NaiveMemory(mostKeys, 0);
    Rows rows = new Rows(new Lag(Series.label(), List.of(3, 1), keying, RecalledScale.NONE));
    for (Record record : stream(random, true)) {
      assertThat(take(rows, record))
          .containsExactly(
              known(naive.lag(record.key(), record.time(), 3)),
              known(naive.lag(record.key(), record.time(), 1)));
      if (!Double.isNaN(record.label())) {
        remember(naive, record, record.label());
      }
    }
  }

  @Property(tries = 200)
  void windowsAreThoseOfOrdinaryLists(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int mostKeys,
      @ForAll @IntRange(min = 1, max = 40) int mostValues,
      @ForAll @IntRange(max = 1) int timed) {
    PastWindow window = new PastWindow(mostValues, timed * 30_000L);
    Keying keying = new Keying(List.of("k"), mostKeys, 60_000);
    NaiveMemory naive = new NaiveMemory(mostKeys, 60_000);
    Feature feature =
        new Rolling(value(), List.of(Statistic.values()), window, keying, RecalledScale.NONE);
    Rows rows = new Rows(feature);
    for (Record record : stream(random, timed == 0)) {
      List<Double> values = naive.window(record.key(), record.time(), window);
      assertThat(take(rows, record)).containsExactlyElementsOf(statistics(values));
      remember(naive, record, record.value());
      rows = sometimesRestored(rows, feature, random);
    }
  }

  @Property(tries = 200)
  void gapsAreThoseOfAnOrdinaryMap(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int mostKeys) {
    Keying keying = new Keying(List.of("k"), mostKeys, 50_000);
    NaiveMemory naive = new NaiveMemory(mostKeys, 50_000);
    Feature feature = new SinceLast(keying, RecalledScale.NONE);
    Rows rows = new Rows(feature);
    for (Record record : stream(random, true)) {
      assertThat(take(rows, record))
          .containsExactly(known(naive.seconds(record.key(), record.time())));
      remember(naive, record, 0);
      rows = sometimesRestored(rows, feature, random);
    }
  }

  @Property(tries = 100)
  void stateIsBoundedByTheLimits(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 9) int mostKeys,
      @ForAll @IntRange(min = 1, max = 20) int mostValues) {
    Rows rows =
        new Rows(
            new Rolling(
                value(),
                List.of(Statistic.MEAN),
                new PastWindow(mostValues, 3_600_000),
                new Keying(List.of("k"), mostKeys, 0),
                RecalledScale.NONE));
    for (int i = 0; i < 5 * RECORDS; i++) {
      take(rows, new Record("k" + random.nextInt(10 * mostKeys), 1000L * i, i, Double.NaN));
    }
    long bytes =
        rows.stored().entrySet().stream()
            .filter(block -> block.getKey().startsWith("memory."))
            .mapToLong(block -> block.getValue().length - 2)
            .sum();
    int perKey = 3 + 2 + 2 * mostValues; // hash, order, time; span; time and value of each entry
    int range = 1 + Fence.CELLS; // of the values, and how many there were
    assertThat(bytes)
        .isLessThanOrEqualTo(Long.BYTES * (1L + range + mostKeys * perKey))
        .isPositive();
  }

  @Property(tries = 50)
  void theHashTableFindsWhatAnOrdinaryMapDoes(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 200) int most) {
    NaiveMemory naive = new NaiveMemory(most, 0);
    Keying keying = new Keying(List.of("k"), most, 0);
    Rows rows = new Rows(new SinceLast(keying, RecalledScale.NONE));
    for (int i = 0; i < 4000; i++) {
      String key = "k" + (int) (3 * most * random.nextDouble() * random.nextDouble());
      Record record = new Record(key, 1000L * i, 0, Double.NaN);
      assertThat(take(rows, record)).containsExactly(known(naive.seconds(key, record.time())));
      remember(naive, record, 0);
    }
    assertThat(naive.size()).isLessThanOrEqualTo(most);
  }

  private static Series value() {
    return Series.of(List.of("x"));
  }

  /** Returns records whose times are in order, or nearly; empty keys are missing. */
  private static List<Record> stream(Random random, boolean late) {
    List<Record> records = new ArrayList<>();
    long time = 1_700_000_000_000L;
    int keys = 1 + random.nextInt(20);
    for (int i = 0; i < RECORDS; i++) {
      time += random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(2) * 500;
      records.add(
          new Record(
              random.nextInt(15) == 0 ? "" : "k" + random.nextInt(keys),
              late && random.nextInt(5) == 0 ? time - random.nextInt(90_000) : time,
              random.nextInt(8) == 0 ? Double.NaN : random.nextGaussian(),
              random.nextInt(3) == 0 ? Double.NaN : random.nextInt(2)));
    }
    return records;
  }

  private static List<Double> take(Rows rows, Record record) {
    rows.categories(record.key());
    if (!rows.row.layout().numbers().isEmpty()) {
      rows.row.setNumber(0, record.value());
    }
    rows.row.setTime(record.time());
    rows.row.setLabel(record.label());
    return List.copyOf(rows.taken().values());
  }

  private static void remember(NaiveMemory naive, Record record, double value) {
    if (!record.key().isEmpty()) {
      naive.remember(record.key(), record.time(), value);
    }
  }

  private static Rows sometimesRestored(Rows rows, Feature feature, Random random) {
    return random.nextInt(40) == 0 ? rows.restored(feature) : rows;
  }

  private static double known(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private static List<Double> statistics(List<Double> values) {
    if (values.isEmpty()) {
      return List.of(0.0, 0.0, 0.0, 0.0);
    }
    double sum = values.stream().reduce(0.0, Double::sum);
    return Stream.of(
            sum / values.size(),
            Collections.min(values),
            Collections.max(values),
            (double) values.size())
        .toList();
  }
}
