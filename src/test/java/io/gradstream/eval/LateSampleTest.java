package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a sample meet the labels that come later, and what meets none is told. */
class LateSampleTest {

  private static final LateSample.Topic TOPIC = new LateSample.Topic("l", false);

  @TempDir private Path folder;

  @Test
  void delaysAreThoseBetweenRowsAndTheirLabels() throws IOException {
    Lateness lateness = of(rows(100), labels(100, 5), true).lateness();

    assertThat(lateness.delays()).isEqualTo("5 min (median), 5 min (95 %), 5 min at most");
    assertThat(lateness.patience()).isEqualTo(5 * 60_000);
    assertThat(lateness.lines())
        .containsExactly(
            "100 of 100 rows have a label, after 5 min (median), 5 min (95 %), 5 min at most");
  }

  @Test
  void aRowWhoseWaitIsOverHasNoneAndALaterOneMayStillGetOne() throws IOException {
    String labels = labels(100, 5).replaceAll("(?m)^.*,(3|7|98|99),.\n", "");

    assertThat(of(rows(100), labels, true).lateness().lines())
        .contains(
            "rows that had none within 5m: 2 (2.0 %)",
            "rows without one so far, for which less than that is over: 2");
  }

  @Test
  void aLabelOfNoRowAndASecondOneAreCountedApart() throws IOException {
    String labels = labels(100, 5) + label(20, "5", 1) + label(30, "other", 1);

    assertThat(of(rows(100), labels, true).lateness().lines())
        .contains("labels without a row: 1", "labels of a row that had its own: 1");
  }

  @Test
  void aLabelOfALaterRowThanTheSamplesIsOfNoConcern() throws IOException {
    Lateness part = of(rows(100), labels(150, 5), false).lateness();
    Lateness whole = of(rows(100), labels(150, 5), true).lateness();

    assertThat(part.unmatched()).isZero();
    assertThat(whole.unmatched()).isEqualTo(50);
  }

  @Test
  void aKeyThatComesAgainGivesItsLabelToTheOldestThatWaits() throws IOException {
    String rows = "at,id,x\n" + row(0, "a") + row(1, "a") + row(50, "a");
    String labels = "at,id,y\n" + label(10, "a", 1) + label(20, "a", 0) + label(60, "a", 1);
    LateSample sample = of(rows, labels, true);

    assertThat(sample.lateness().again()).isEqualTo(2);
    assertThat(minutes(sample, 3)).containsExactly(10L, 20L, 60L);
  }

  @Test
  void aLabelBeforeItsRowOrWithItIsEarly() throws IOException {
    String rows = "at,id,x\n" + row(10, "a") + row(11, "b") + row(12, "c");
    String labels = "at,id,y\n" + label(3, "a", 1) + label(11, "b", 0) + label(15, "c", 0);
    Lateness lateness = of(rows, labels, true).lateness();

    assertThat(lateness.early()).isEqualTo(10 * 60_000); // 7 minutes, rounded up
    assertThat(lateness.lines())
        .contains("labels before their rows or with them: 2, 7 min before at most");
    String together = "at,id,y\n" + label(10, "a", 1) + label(12, "c", 0);
    assertThat(of(rows, together, true).lateness().early()).isEqualTo(1000);
  }

  @Test
  void whatCannotBeReadIsCountedAndTheFirstNamed() throws IOException {
    String labels = labels(100, 5) + "never,4,1\n" + label(20, "", 1);

    assertThat(of(rows(100), labels, true).lateness().lines())
        .anyMatch(line -> line.matches("labels that cannot be read: 2, the first: .*'never'.*"));
    String rows = rows(100) + "never,x,1\n" + row(3, "");
    assertThat(of(rows, labels(100, 5), true).lateness().lines())
        .contains("rows without a key or a time that can be read: 2");
  }

  @Test
  void aNumberIsTheSameKeyHoweverItIsWritten() throws IOException {
    String labels = labels(100, 5).replaceAll("(?m),(\\d+),(.)$", ",$1.0,$2");

    assertThat(of(rows(100), labels, true).lateness().ages().size()).isEqualTo(100);
  }

  @Test
  void whereOnlyOneClassIsSentNoneIsTheOther() throws IOException {
    String labels = labels(100, 5).replaceAll("(?m)^.*,0\n", "");
    LateSample clicks = of(rows(100), labels, true);
    LateSample never = of(rows(100), labels.replaceAll("(?m),1$", ",0"), true);

    assertThat(clicks.hasNegatives()).isTrue();
    assertThat(clicks.sample().require("y").values()).containsExactlyInAnyOrder("0", "1");
    assertThat(never.hasNegatives()).isFalse();
  }

  @Test
  void labelsThatMeetNothingAreRefusedWithTheKeysOfBoth() {
    String labels = labels(100, 5).replaceAll("(?m),(\\d+),(.)$", ",nr-$1,$2");

    assertThatThrownBy(() -> of(rows(100), labels, true))
        .isInstanceOf(CsvException.class)
        .hasMessageContainingAll("'nr-0'", "'0'", "--key and --labels-key", "--rows");
  }

  @Test
  void aColumnThatIsNoTimeIsNamed() {
    assertThatThrownBy(() -> of(rows(9).replaceAll("(?m)^20[^,]*", "noon"), labels(9, 5), true))
        .hasMessageContainingAll("column 'at' has no time", "'noon'", "--time");
  }

  private LateSample of(String rows, String labels, boolean whole) throws IOException {
    Path data = Files.writeString(folder.resolve("r.csv"), rows);
    Path later = Files.writeString(folder.resolve("l.csv"), labels);
    try (CsvRecords records = CsvRecords.open(later, "l", Set.of())) {
      return LateSample.ofFile(
          Sample.ofCsv(data, 1000),
          records,
          new LateSample.Columns("y", "at", List.of("id"), "at", List.of("id")),
          TOPIC,
          whole);
    }
  }

  private static List<Long> minutes(LateSample sample, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(row -> (sample.knownAt(row).orElseThrow() - 1_706_832_000_000L) / 60_000)
        .toList();
  }

  private static String rows(int count) {
    return "at,id,x\n"
        + IntStream.range(0, count)
            .mapToObj(i -> row(i, String.valueOf(i)))
            .collect(Collectors.joining());
  }

  private static String labels(int count, int later) {
    return "at,id,y\n"
        + IntStream.range(0, count)
            .mapToObj(i -> label(i + later, String.valueOf(i), i % 5 / 3))
            .collect(Collectors.joining());
  }

  private static String row(int minute, String key) {
    return "%s,%s,%d\n".formatted(time(minute), key, minute % 5);
  }

  private static String label(int minute, String key, int label) {
    return "%s,%s,%d\n".formatted(time(minute), key, label);
  }

  private static String time(int minute) {
    return "2024-02-02T%02d:%02d:00Z".formatted(minute / 60, minute % 60);
  }
}
