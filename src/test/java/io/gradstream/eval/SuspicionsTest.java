package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SuspicionsTest {

  private static final int ROWS = 400;

  private final Random random = new Random(1);

  @Test
  void typesRangesAndMissingValuesAreTold() {
    Sample sample =
        sample(
            2,
            i -> Map.of("n", i == 0 ? "-3" : "12", "x", i == 0 ? "1e3" : ".5", "b", "TRUE"),
            i -> i == 0 ? Map.of("t", "2013-01-31T05:15") : Map.of("s", "a 7"));
    String text = new ProfileReport(sample, Optional.empty()).text();

    assertThat(text.lines().map(line -> line.replaceAll(" +", " ")).toList())
        .contains(
            "column type missing distinct values",
            "n whole 0.0 % 2 -3 to 12",
            "x number 0.0 % 2 .5 to 1e3",
            "b boolean 0.0 % 1 [TRUE]",
            "t time 50.0 % 1 2013-01-31T05:15 to 2013-01-31T05:15",
            "s text 50.0 % 1 [a 7]");
  }

  @Test
  void columnsOfOneValueAndOfNearlyAsManyAsRowsAreSuspicious() {
    Sample sample =
        sample(
            ROWS,
            i -> Map.of("one", "7", "id", "k" + i, "number", "" + (1000 + i)),
            i -> Map.of("half", "h" + i / 2, "measured", "" + random.nextGaussian()));

    assertThat(Suspicions.of(sample, Optional.empty()))
        .containsOnly(
            entry("one", "constant: its only value is '7'"),
            entry("id", "id-like: 400 different values in 400 rows"),
            entry("number", "id-like: 400 different values in 400 rows"));
  }

  @Test
  void aColumnThatTellsTheClassAloneIsALeakAndAnHonestOneIsNot() {
    Sample sample =
        sample(
            ROWS,
            i -> {
              int label = random.nextInt(2);
              return Map.of(
                  "y", "" + label,
                  "after", "" + (label + random.nextDouble() / 2),
                  "code", label == 1 ? "late" : "fine",
                  "hint", "" + (label + 2 * random.nextGaussian()),
                  "noise", "" + random.nextGaussian());
            });

    assertThat(Suspicions.of(sample, Optional.of("y")))
        .containsOnlyKeys("after", "code")
        .containsEntry(
            "code",
            "leak? it alone tells the label (AUC 1.000); keep it only if it is known before the"
                + " label");
  }

  @Test
  void partsOfASumLeakItThoughNoneOfThemTellsItAlone() {
    Sample sample =
        sample(
            ROWS,
            i -> {
              int casual = random.nextInt(100);
              int registered = random.nextInt(100);
              Map<String, String> row = new LinkedHashMap<>();
              row.put("casual", "" + casual);
              row.put("registered", "" + registered);
              row.put("temp", "" + random.nextInt(30));
              row.put("cnt", "" + (casual + registered));
              return row;
            });

    assertThat(Suspicions.of(sample, Optional.of("cnt")))
        .containsOnly(
            entry("casual", "leak: the label is casual + registered in every row"),
            entry("registered", "leak: the label is casual + registered in every row"));
    assertThat(Suspicions.of(sample, Optional.empty())).isEmpty();
  }

  @Test
  void aTimeThatIsLaterThanAnotherMayBeKnownAfterwardsOnly() {
    Sample sample =
        sample(
            ROWS,
            i ->
                Map.of(
                    "planned", "2013-01-01T%02d:%02d".formatted(i / 60, i % 60),
                    "landed", "2013-01-02T%02d:%02d".formatted(i / 60, i % 60)));

    assertThat(Suspicions.of(sample, Optional.empty()))
        .containsOnly(
            entry("landed", "later than planned: keep it only if it is known before the label"));
  }

  @Test
  void severalClassesAreJudgedByTheErrorsThatAreAvoided() {
    Sample sample =
        sample(ROWS, i -> Map.of("y", "c" + i % 4, "same", "s" + i % 4, "pair", "p" + i % 2));
    SampleColumn label = sample.require("y");
    LabelGuess guess = LabelGuess.of(label);
    LeakProbe probe = new LeakProbe(guess.task(), guess.targets(label));

    assertThat(guess.task()).isEqualTo(Task.MULTICLASS);
    assertThat(Suspicions.of(sample, Optional.of("y"))).containsOnlyKeys("same");
    assertThat(probe.score(sample.require("y"))).isEqualTo(1);
  }

  /** The halves have means 0 and 3 and the label is 1 away from them: R2 is about 1 - 1 / 3.25. */
  @Test
  void numbersAreJudgedByTheVarianceThatIsExplained() {
    double[] targets = new double[ROWS];
    Sample sample =
        sample(
            ROWS,
            i -> {
              targets[i] = i / 2 % 2 * 3 + (i / 4 % 2 == 0 ? 1 : -1);
              return Map.of("x", i / 2 % 2 == 0 ? "a" : "b");
            });

    assertThat(new LeakProbe(Task.REGRESSION, targets).score(sample.require("x")))
        .isCloseTo(1 - 1 / 3.25, within(0.03));
  }

  @Test
  void aColumnThatIsNotThereIsNamedWithThoseThatAre() {
    Sample sample = sample(3, i -> Map.of("a", "1"));

    assertThatThrownBy(() -> Suspicions.of(sample, Optional.of("b")))
        .hasMessage("there is no column 'b'; there are: a");
  }

  @SafeVarargs
  private static Sample sample(int rows, IntFunction<Map<String, String>>... parts) {
    Sample sample = new Sample();
    for (int i = 0; i < rows; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      for (IntFunction<Map<String, String>> part : parts) {
        row.putAll(part.apply(i));
      }
      sample.add(row);
    }
    return sample;
  }
}
