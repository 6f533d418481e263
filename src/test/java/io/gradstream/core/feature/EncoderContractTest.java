package io.gradstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.EncoderCases.Case;
import io.gradstream.core.feature.EncoderCases.Merging;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every encoder owes, whatever it encodes. */
class EncoderContractTest {

  private static final int RECORDS = 400;

  static Stream<Case> cases() {
    return EncoderCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsEncodedIsFiniteAndAtMostOncePerRow(Case tried) {
    Rows rows = new Rows(tried.feature());
    Random random = new Random(1);
    for (int i = 0; i < RECORDS; i++) {
      fill(rows.row, random, i);
      Map<Integer, Double> encoded = rows.taken(); // a row that stands twice throws
      assertThat(encoded.values()).allMatch(Double::isFinite);
      assertThat(encoded.keySet()).allMatch(row -> row > 0 && row < rows.dictionary.rowCount());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void encodingARowChangesNoState(Case tried) {
    Rows rows = seen(tried, 0, RECORDS);
    rows.state.drain((key, block) -> {});
    Random random = new Random(2);
    for (int i = 0; i < 20; i++) {
      fill(rows.row, random, RECORDS + i);
      assertThat(rows.transformed()).isEqualTo(rows.transformed());
    }
    Map<String, byte[]> changed = new HashMap<>();
    rows.state.drain(changed::put);
    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resumedEqualsUninterruptedBitForBit(Case tried) {
    Rows whole = new Rows(tried.feature());
    Rows resumed = new Rows(tried.feature());
    Random one = new Random(3);
    Random other = new Random(3);
    for (int i = 0; i < RECORDS; i++) {
      fill(whole.row, one, i);
      fill(resumed.row, other, i);
      assertThat(resumed.taken()).as("record %d", i).isEqualTo(whole.taken());
      if (i % 7 == 3) {
        resumed = resumed.restored(tried.feature());
      }
    }
    assertThat(blocks(resumed)).isEqualTo(blocks(whole));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void storingAfterEveryRecordEqualsStoringOnce(Case tried) {
    Rows often = new Rows(tried.feature());
    Rows once = new Rows(tried.feature());
    Random one = new Random(4);
    Random other = new Random(4);
    for (int i = 0; i < RECORDS; i++) {
      fill(often.row, one, i);
      fill(once.row, other, i);
      often.taken();
      once.taken();
      often.stored();
    }
    assertThat(blocks(often)).isEqualTo(blocks(once));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFixedColumnIsOfAField(Case tried) {
    Feature feature = tried.feature();
    for (int column = 0; column < feature.columns().size(); column++) {
      String source = feature.source(column);
      assertThat(source).as(feature.columns().get(column)).isNotBlank();
      String name = feature.columns().get(column);
      boolean ofOne = feature.fields().contains(source) && feature.fields().size() > 1;
      assertThat(!ofOne || name.contains(source)).as("%s is of %s", name, source).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCheckpointEncodesAsTheModelDidWhenItWasKept(Case tried) {
    Rows rows = seen(tried, 0, RECORDS);
    rows.keepCheckpoint();
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      fill(rows.row, random, RECORDS + i);
      assertThat(rows.transformedByCheckpoint()).isEqualTo(rows.transformed());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onePassHasTheBitsOfCountingThenEncoding(Case tried) {
    Rows twoPasses = new Rows(tried.feature());
    Rows onePass = new Rows(tried.feature());
    Random one = new Random(8);
    Random other = new Random(8);
    for (int i = 0; i < RECORDS; i++) {
      fill(twoPasses.row, one, i);
      fill(onePass.row, other, i);
      assertThat(onePass.encodedInOnePass()).as("record %d", i).isEqualTo(twoPasses.taken());
      onePass.learned();
    }
    assertThat(blocks(onePass)).isEqualTo(blocks(twoPasses));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCheckpointEncodesAlikeAloneAndBesideTheLiveModel(Case tried) {
    Rows rows = seen(tried, 0, RECORDS / 2);
    rows.keepCheckpoint();
    Random random = new Random(9);
    for (int i = RECORDS / 2; i < RECORDS; i++) {
      fill(rows.row, random, i);
      rows.taken();
      fill(rows.row, random, i);
      assertThat(rows.transformedByCheckpointBeside()).isEqualTo(rows.transformedByCheckpoint());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mergingTwoHalvesEqualsTheWholeOrComesNearIt(Case tried) {
    Rows whole = seen(tried, 0, RECORDS);
    Rows first = seen(tried, 0, RECORDS / 2);
    Rows second = seen(tried, RECORDS / 2, RECORDS);
    double farther = Math.max(distance(first, whole), distance(second, whole));
    Map<String, String> before = blocks(first);
    first.merge(second);
    if (tried.merging() == Merging.EQUALS_WHOLE) {
      requireEqual(first, whole);
    } else {
      assertThat(distance(first, whole)).isLessThanOrEqualTo(tried.merging().most() * farther);
      assertThat(blocks(first)).isNotEqualTo(before); // as it would be if nothing were taken over
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mergingWithOneThatHasSeenNothingChangesNothing(Case tried) {
    Rows whole = seen(tried, 0, RECORDS);
    Rows merged = seen(tried, 0, RECORDS);
    merged.merge(new Rows(tried.feature()));
    requireEqual(merged, whole);
    Rows empty = new Rows(tried.feature());
    empty.merge(whole);
    requireEqual(empty, whole);
  }

  private static void requireEqual(Rows merged, Rows whole) {
    forNewRows(
        merged,
        whole,
        () -> {
          Map<String, Double> encoded = merged.named(); // rows may be given out in another order
          Map<String, Double> wanted = whole.named();
          assertThat(encoded.keySet()).isEqualTo(wanted.keySet());
          wanted.forEach(
              (name, value) ->
                  assertThat(encoded.get(name))
                      .isCloseTo(value, within(1e-9 * (1 + Math.abs(value)))));
        });
  }

  /** Returns by how much the encodings of some rows differ in all, column by column. */
  private static double distance(Rows one, Rows other) {
    double[] sum = {0};
    forNewRows(
        one,
        other,
        () -> {
          Map<String, Double> left = one.named();
          other.named().forEach((name, value) -> left.merge(name, -value, Double::sum));
          left.values().forEach(difference -> sum[0] += Math.abs(difference));
        });
    assertThat(sum[0]).isFinite();
    return sum[0];
  }

  /** Fills both with the same 20 rows, one after the other. */
  private static void forNewRows(Rows one, Rows other, Runnable compare) {
    Random random = new Random(6);
    Random same = new Random(6);
    for (int i = 0; i < 20; i++) {
      fill(one.row, random, RECORDS + i);
      fill(other.row, same, RECORDS + i);
      compare.run();
    }
  }

  /** Returns a plan that has taken the records {@code [from, to)} of one stream. */
  private static Rows seen(Case tried, int from, int to) {
    Rows rows = new Rows(tried.feature());
    Random random = new Random(7);
    for (int i = 0; i < to; i++) {
      fill(rows.row, random, i);
      if (i >= from) {
        rows.taken();
      }
    }
    return rows;
  }

  /** Fills a row at random: numbers, categories, times and bags, each missing now and then. */
  private static void fill(Row row, Random random, int record) {
    row.clear();
    row.setTime(1_700_000_000_000L + record * 60_000L);
    for (int slot = 0; slot < row.layout().numbers().size(); slot++) {
      double value = slot + random.nextGaussian() * (1 + slot);
      row.setNumber(slot, random.nextInt(9) == 0 ? Double.NaN : value);
    }
    for (int slot = 0; slot < row.layout().categories().size(); slot++) {
      byte[] text = text(random);
      if (random.nextInt(9) > 0) {
        row.setCategory(slot, text, 0, text.length);
      }
    }
    for (int slot = 0; slot < row.layout().instants().size(); slot++) {
      if (random.nextInt(9) > 0) {
        row.setInstant(slot, 1_700_000_000_000L + random.nextInt(1 << 30) * 100L);
      }
    }
    for (int slot = 0; slot < row.layout().bags().size(); slot++) {
      for (int i = random.nextInt(5); i > 0; i--) {
        byte[] text = text(random);
        row.bag(slot).add(text, 0, text.length);
      }
    }
    if (random.nextInt(5) > 0) {
      row.setLabel(random.nextInt(2));
    }
  }

  private static byte[] text(Random random) {
    int skewed = (int) (12 * random.nextDouble() * random.nextDouble());
    return Character.toString('A' + skewed).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> blocks(Rows rows) {
    Map<String, String> texts = new TreeMap<>();
    rows.stored().forEach((key, block) -> texts.put(key, HexFormat.of().formatHex(block)));
    return texts;
  }
}
