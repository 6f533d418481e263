package io.gradstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextStepsTest {

  private final NextSteps steps = new NextSteps("bin/gradstream");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "my.yaml | my.yaml",
        "../a-b_c/x+1.csv | ../a-b_c/x+1.csv",
        "my file.csv | 'my file.csv'",
        "it's.csv | 'it'\\''s.csv'",
        "$HOME/x | '$HOME/x'",
        "~x | '~x'",
        "`` | ''",
      })
  void aWordThatAShellWouldTakeOtherwiseIsQuoted(String word, String quoted) {
    assertThat(NextSteps.quoted(word)).isEqualTo(quoted);
  }

  @Test
  void theProgramIsNamedAsItWasCalled() {
    assertThat(new NextSteps("gradstream").command("run", "a b.yaml"))
        .isEqualTo("gradstream run 'a b.yaml'");
    assertThat(new NextSteps("/opt/some where/gradstream").command("run", "p.yaml"))
        .isEqualTo("'/opt/some where/gradstream' run p.yaml");
  }

  @Test
  void ownFilesAndOptionsAreKeptAfterADemo() {
    List<String> arguments =
        List.of("demo", "--data", "my rows.csv", "--pipeline", "p.yaml", "--time", "at");
    assertThat(steps.afterDemo(arguments, "p.yaml", "my rows.csv"))
        .contains(
            "  bin/gradstream demo --data 'my rows.csv' --pipeline p.yaml --time at --keep-running"
                + "   # topics stay up: tail them",
            "  bin/gradstream eval --pipeline p.yaml --data 'my rows.csv'   # tune, without Kafka")
        .noneMatch(line -> line.contains("my.csv"));
  }

  @Test
  void labelsOfAFileOfTheirOwnAreSaidToEvalToo() {
    List<String> arguments =
        List.of(
            "demo", "p.yaml", "--data", "r.csv", "--time", "at", "--labels=l.csv", "--rows", "9");
    assertThat(steps.afterDemo(arguments, "p.yaml", "r.csv"))
        .contains(
            "  bin/gradstream eval --pipeline p.yaml --data r.csv --time at --labels=l.csv"
                + "   # tune, without Kafka");
  }

  @Test
  void afterTheFlightsTheWayToOnesOwnRowsIsShown() {
    assertThat(String.join("\n", steps.afterDemo(List.of("demo", "--keep-running"), "f.yaml", "")))
        .contains("demo --keep-running ", "profile --data my.csv", "init --data my.csv --label")
        .doesNotContain("--keep-running --keep-running");
  }

  @Test
  void theDemoSaysHowToSeeWhatKnowingLabelsAtDepartureWouldFlatter() {
    List<String> demo = List.of("demo");
    assertThat(steps.afterDemo(demo, "examples/flights/pipeline.yaml", ""))
        .contains(
            "  bin/gradstream eval examples/flights/pipeline.yaml --data"
                + " examples/flights/flights.csv.gz --time time --label-time time"
                + "   # if labels were known at departure");
    assertThat(steps.afterDemo(demo, "own.yaml", "")).noneMatch(line -> line.contains("eval"));
  }

  @Test
  void rowsOfStandardInputAreNotAskedForAgain() {
    List<String> arguments = List.of("demo", "--data", "-", "--pipeline", "p.yaml");
    assertThat(String.join("\n", steps.afterDemo(arguments, "p.yaml", "-")))
        .doesNotContain("keep-running", "--data -");
  }

  @Test
  void kcatIsAdvisedAsItWorks() {
    assertThat(steps.whileRunning("h:1", "http://r", "p.yaml", "p.predictions", true, true))
        .contains("  kcat -b h:1 -C -t p.predictions");
    assertThat(steps.whileRunning("h:1", "http://r", "p.yaml", "p.predictions", false, false))
        .anyMatch(
            line -> line.contains("-s value=avro -r http://r   # a kcat with Avro (kcat -V)"));
  }
}
