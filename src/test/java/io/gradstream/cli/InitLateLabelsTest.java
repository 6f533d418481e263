package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init} and {@code profile} know of labels that come later. */
class InitLateLabelsTest {

  private static final int ROWS = 600;

  @TempDir private Path folder;

  private Path data;
  private Path labels;
  private Path whole; // rows with their labels

  @BeforeEach
  void write() throws IOException {
    data = folder.resolve("departures.csv");
    labels = folder.resolve("arrivals.csv");
    whole = folder.resolve("both.csv");
    StringBuilder rows = new StringBuilder("at,id,x\n");
    StringBuilder later = new StringBuilder("landed,nr,late\n");
    StringBuilder both = new StringBuilder("at,id,x,landed,late\n");
    Random random = new Random(7);
    for (int i = 0; i < ROWS; i++) {
      double x = random.nextGaussian();
      int y = x + 0.3 * random.nextGaussian() > 0.5 ? 1 : 0;
      rows.append("%s,k%d,%.3f\n".formatted(time(i), i, x));
      later.append("%s,k%d,%d\n".formatted(time(i + 5), i, y));
      both.append("%s,k%d,%.3f,%s,%d\n".formatted(time(i), i, x, time(i + 5), y));
    }
    Files.writeString(data, rows);
    Files.writeString(labels, later);
    Files.writeString(whole, both);
  }

  @Test
  void aPipelineThatWaitsIsWrittenAndEvalJudgesItAsInitDid() throws IOException {
    String text = init(ofFile());

    assertThat(text)
        .contains("topic: departures\n  key: id\n", "topic: arrivals\n  field: late ", "key: nr ")
        .contains("wait: 5m    # labels came after 5 min (median), 5 min (95 %), 5 min at most\n")
        .contains("each learned when its label was known")
        .doesNotContain("label: late", "unlabelled");
    assertThat(loss(text)).isEqualTo(evalLoss(text, "--labels", "l", "--labels-time", "landed"));
  }

  @Test
  void rowsThatSayWhenTheirLabelIsKnownNeedNoFileOfLabels() throws IOException {
    String[] options = {"--time", "at", "--label-time", "landed"};
    String text = init(whole, options);

    assertThat(text)
        .contains("topic: both\n", "topic: both-labels\n  field: late ", "wait: 5m ")
        .contains("column landed says when the label is known, and is no feature")
        .doesNotContain("[landed", "fields: landed", "field: landed");
    data = whole;
    assertThat(loss(text)).isEqualTo(evalLoss(text, "--label-time", "landed"));
    assertThat(init(whole, "--key", "id", "--time", "at", "--label-time", "landed"))
        .contains("  key: id\n");
  }

  @Test
  void labelsThatAreLaterTeachLaterAndSoTheyAreJudged() throws IOException {
    double soon = loss(init(ofFile()));
    Files.writeString(labels, Files.readString(labels).replace("2024-02-02", "2024-02-03"));

    assertThat(loss(init(ofFile()))).isGreaterThan(1.2 * soon);
  }

  @Test
  void noClickIsANegative() throws IOException {
    Files.writeString(labels, Files.readString(labels).replaceAll("(?m)^.*,0\n", ""));
    String text = init(ofFile());

    assertThat(text)
        .containsPattern("unlabelled: negative    # \\d+ records had no label within that");
    assertThat(evalLoss(text, "--labels", "l", "--labels-time", "landed")).isEqualTo(loss(text));
    Files.writeString(labels, Files.readString(labels).replaceAll("(?m),1$", ",click"));
    String named = init(ofFile());
    assertThat(named).contains("positive: click\n", "unlabelled: negative ");
    assertThat(PipelineReader.parse("t", named, Map.of()).learner().label().positive())
        .contains("click");
  }

  @Test
  void manyRowsWithoutALabelAreGivenUpWithAdvice() throws IOException {
    Files.writeString(labels, Files.readString(labels).replaceAll("(?m)^.*,k.*[37],.\n", ""));

    assertThat(init(ofFile()))
        .containsPattern(
            "unlabelled: drop    # 1\\d\\d records had no label within that \\(\\d+\\.\\d %\\); if that means no: negative");
  }

  @Test
  void labelsBesideTheirRowsNeedToBeEarly() throws IOException {
    Files.writeString(
        labels, Files.readString(data).replace("at,id,x", "landed,nr,late").replace("-", ""));
    Files.writeString(
        labels, Files.readString(labels).replaceAll("(?m)^2024(..)(..)T", "2024-$1-$2T"));

    assertThat(init(ofFile()))
        .contains("early: 1s    # 600 labels came before their records or with");
  }

  @Test
  void profileSaysHowLateLabelsAre() throws IOException {
    CommandRun profile = run("profile", data, ofFile());

    assertThat(profile.out())
        .contains("Labels come later\n  600 of 600 rows have a label, after 5 min (median)")
        .contains("late: one of two classes");
  }

  @Test
  void aMistakeSaysWhatToDo() {
    String file = labels.toString();

    refused("do not go together", "--labels", file, "--label-time", "landed");
    refused("--labels-time and --labels-key describe --labels", "--labels-key", "nr");
    refused("--time and --key are for labels that come later", "--time", "at");
    refused("--labels needs --time COL", "--labels", file, "--key", "id");
    refused("--label-time needs --time COL", "--label-time", "landed");
    refused("--labels needs --key COL", "--labels", file, "--time", "at");
    refused(
        "--labels-key names 2 columns and --key 1",
        "--labels",
        file,
        "--time",
        "at",
        "--key",
        "id",
        "--labels-key",
        "nr,at");
    refused(
        "--label late cannot be part of the key",
        "--labels",
        file,
        "--time",
        "at",
        "--key",
        "late");
    refused("labels: ", "--labels", file, "--time", "at", "--key", "id");
    refused("there is no column 'nr'", "--labels", file, "--time", "at", "--key", "nr");
    assertThat(CommandRun.of("profile", "--data", file, "--labels", file, "--time", "landed").err())
        .contains("--labels needs --label COL");
  }

  private void refused(String message, String... options) {
    CommandRun run = run("init", data, options);

    assertThat(run.code()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  private String[] ofFile() {
    return new String[] {
      "--labels",
      labels.toString(),
      "--time",
      "at",
      "--key",
      "id",
      "--labels-time",
      "landed",
      "--labels-key",
      "nr"
    };
  }

  private String init(String... options) {
    return init(data, options);
  }

  private String init(Path rows, String... options) {
    CommandRun run = run("init", rows, options);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static CommandRun run(String command, Path rows, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--data", rows.toString(), "--label", "late"));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  /** Returns the loss of the candidate that was written. */
  private static double loss(String text) {
    return number(text, "([0-9.]+) +<- this file");
  }

  private double evalLoss(String text, String... options) throws IOException {
    Path pipeline = Files.writeString(folder.resolve("p.yaml"), text);
    List<String> arguments =
        new ArrayList<>(
            List.of("eval", pipeline.toString(), "--data", data.toString(), "--time", "at"));
    for (String option : options) {
      arguments.add(option.equals("l") ? labels.toString() : option);
    }
    CommandRun eval = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(eval.code()).as(eval.err()).isZero();
    return number(eval.out(), "(?m)^  log-loss +([0-9.]+)");
  }

  private static double number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  private static String time(int minute) {
    return "2024-02-02T%02d:%02d:00Z".formatted(minute / 60, minute % 60);
  }
}
