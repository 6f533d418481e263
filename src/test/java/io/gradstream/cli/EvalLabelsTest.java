package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are known later than their rows, in a file. */
class EvalLabelsTest {

  private static final String REST =
      """
      features: [{standard: [x]}]
      model: logistic
      validation: {window: 10}
      """;
  private static final String LATER =
      """
      pipeline: t
      input: {topic: t, key: id}
      labels: {topic: l, field: y, wait: 1h}
      """
          + REST;
  private static final String AT_ONCE =
      """
      pipeline: t
      input: {topic: t, label: y}
      """
          + REST;
  private static final String[] BOTH = {"--time", "at", "--labels", "l.csv"};

  @TempDir private Path folder;

  @Test
  void labelsOfAFileOfTheirOwnMeetTheirRows() throws IOException {
    CommandRun eval = eval(LATER, rows(40), labels(30), BOTH);

    assertThat(eval.code()).as(eval.err()).isZero();
    assertThat(eval.out())
        .containsPattern("examples +30\n")
        .containsPattern("predictions +40\n")
        .containsPattern("outcomes +30\n")
        .containsPattern("unlabelled +0\n")
        .containsPattern("waiting +10\n")
        .containsPattern("age, median +5 min\n")
        .containsPattern("age, 95 % +5 min\n")
        .containsPattern("dead letters +0\n")
        .containsPattern("\n +3 +30 .*\n"); // the last windows are full after the last row
  }

  @Test
  void rowsMaySayWhenTheirLabelIsKnown() throws IOException {
    String rows = withLabels(40);
    String[] options = {"--time", "at", "--label-time", "known"};

    CommandRun atOnce = eval(AT_ONCE, rows, "", options);
    CommandRun later = eval(LATER.replace("1h", "6m"), rows, "", options);
    CommandRun patient = eval(LATER.replace("1h", "1m"), rows, "", options);

    assertThat(atOnce.out()).containsPattern("outcomes +40\n").containsPattern("waiting +0\n");
    assertThat(table(later.out())).isEqualTo(table(atOnce.out()));
    assertThat(patient.out()).containsPattern("unlabelled +[1-9]");
  }

  @Test
  void aLabelThatIsNeverKnownIsWaitedForInVain() throws IOException {
    String rows = withLabels(40).replaceFirst("(?m),[^,]*,1$", ",,1");

    assertThat(eval(AT_ONCE, rows, "", "--time", "at", "--label-time", "known").out())
        .containsPattern("outcomes +39\n")
        .containsPattern("waiting +1\n");
  }

  @Test
  void badLabelsAreCountedApartAndTheFirstNamed() throws IOException {
    String labels = labels(30) + "2024-02-02T10:00:00Z,30,7\nnever,31,1\n2024-02-02T10:01:00Z,,1\n";
    CommandRun eval = eval(LATER, rows(40), labels, BOTH);

    assertThat(eval.out())
        .containsPattern("bad labels +3\n")
        .containsPattern("dead letters +0\n")
        .containsPattern("first dead letter: labels, line 32: label y is 7");
  }

  @Test
  void aRowWithoutItsKeyIsADeadLetter() throws IOException {
    CommandRun eval =
        eval(LATER, rows(40).replaceFirst("(?m)^([^,]*),7,", "$1,,"), labels(30), BOTH);

    assertThat(eval.out())
        .containsPattern("dead letters +1\n")
        .containsPattern("labels unused +1\n")
        .contains("line 9: id is missing or empty");
  }

  @Test
  void theKeyOfRecordsIsAColumnThatIsNamed() throws IOException {
    String yaml = LATER.replace(", key: id", "");

    assertThat(eval(yaml, rows(40), labels(30), BOTH).err())
        .contains("find their rows by the record's own key", "--key COLUMN");
    assertThat(eval(yaml, rows(40), labels(30), with(BOTH, "--key", "id")).out())
        .containsPattern("outcomes +30\n");
    String other = labels(30).replaceFirst("id", "name");
    assertThat(eval(yaml, rows(40), other, with(BOTH, "--key", "id", "--labels-key", "name")).out())
        .containsPattern("outcomes +30\n");
  }

  @Test
  void aMistakeSaysWhatToDo() throws IOException {
    assertThat(eval(LATER, rows(40), labels(9)).err())
        .contains("has its labels in records of their own", "--labels FILE", "--label-time COLUMN");
    assertThat(eval(AT_ONCE, rows(40), labels(9), BOTH).err())
        .contains(
            "--labels is for a pipeline with labels in records of their own", "input.label y");
    assertThat(eval(LATER, rows(40), labels(9), "--labels", "l.csv").err())
        .contains("--labels needs --time COLUMN");
    assertThat(eval(AT_ONCE, withLabels(9), "", "--label-time", "known").err())
        .contains("--label-time needs --time COLUMN");
    assertThat(eval(LATER, rows(40), labels(9), with(BOTH, "--label-time", "at")).err())
        .contains("do not go together");
    assertThat(eval(LATER, rows(40), labels(9), "--labels-time", "at").err())
        .contains("give it, too");
    String same = LATER.replace("topic: l", "same-topic: true");
    assertThat(eval(same, rows(40), labels(9), BOTH).err()).contains("labels.same-topic");
    for (CommandRun run :
        List.of(eval(LATER, rows(40), labels(9)), eval(LATER, rows(40), "", BOTH))) {
      assertThat(run.code()).isEqualTo(2);
    }
  }

  @Test
  void aRaceThatShufflesIsRefusedWhereRowsSayWhenTheirLabelIsKnown() throws IOException {
    String race =
        AT_ONCE.replaceAll("(?m)^optimizer:.*\n", "")
            + "optimizer: {race: {members: [sgd]}, shuffle-buffer: 9}\n";
    CommandRun eval = eval(race, withLabels(9), "", "--time", "at", "--label-time", "known");

    assertThat(eval.code()).isEqualTo(2);
    assertThat(eval.err())
        .contains(
            "optimizer.shuffle-buffer does not go with optimizer.race where labels come later");
    assertThat(eval(race, withLabels(9), "").code()).isZero();
  }

  @Test
  void aMissingColumnIsNamedBeforeAnythingIsLearned() throws IOException {
    assertThat(eval(LATER, rows(40), labels(9), with(BOTH, "--labels-time", "when")).err())
        .contains("labels: ", "when");
    assertThat(eval(LATER, rows(40), labels(9).replaceFirst("y", "z"), BOTH).err())
        .contains("labels: the file does not fit the pipeline", "y");
    assertThat(eval(LATER, rows(40).replaceFirst("id", "nr"), labels(9), BOTH).err())
        .contains("the file does not fit the pipeline", "id");
    assertThat(eval(AT_ONCE, withLabels(9), "", "--time", "at", "--label-time", "when").err())
        .contains("when");
  }

  private CommandRun eval(String yaml, String rows, String labels, String... more)
      throws IOException {
    Path pipeline = Files.writeString(folder.resolve("t.yaml"), yaml);
    Path data = Files.writeString(folder.resolve("t.csv"), rows);
    Path later = Files.writeString(folder.resolve("l.csv"), labels);
    List<String> arguments =
        new ArrayList<>(List.of("eval", pipeline.toString(), "--data", data.toString()));
    for (String argument : more) {
      arguments.add(argument.equals("l.csv") ? later.toString() : argument);
    }
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String rows(int count) {
    StringBuilder rows = new StringBuilder("at,id,x\n");
    for (int i = 0; i < count; i++) {
      rows.append("%s,%d,%d\n".formatted(time(i), i, i % 5));
    }
    return rows.toString();
  }

  private static String labels(int count) {
    StringBuilder labels = new StringBuilder("at,id,y\n");
    for (int i = 0; i < count; i++) {
      labels.append("%s,%d,%d\n".formatted(time(i + 5), i, i % 5 / 3));
    }
    return labels.toString();
  }

  private static String withLabels(int count) {
    StringBuilder rows = new StringBuilder("at,id,x,known,y\n");
    for (int i = 0; i < count; i++) {
      rows.append("%s,%d,%d,%s,%d\n".formatted(time(i), i, i % 5, time(i + 5), i % 5 / 3));
    }
    return rows.toString();
  }

  private static String time(int minute) {
    return "2024-02-02T%02d:%02d:00Z".formatted(minute / 60, minute % 60);
  }

  /** The table, without the speed. */
  private static List<String> table(String out) {
    return out.lines().filter(line -> line.startsWith("  ") && !line.contains("rows/s")).toList();
  }
}
