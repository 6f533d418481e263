package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.csv.CsvFile;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init} writes can be read and run; {@code profile} says what it looked at. */
class InitCommandTest {

  @TempDir private Path directory;

  private final Random random = new Random(3);

  @Test
  void twoClassesAreLearnedByLogisticRegressionWithLeaksLeftOut() throws IOException {
    Path flights = flights(2000);
    Pipeline pipeline = initAndEval(flights, "delayed");

    assertThat(pipeline.name()).isEqualTo("flights-delayed");
    assertThat(pipeline.learner().task()).isEqualTo(Task.BINARY);
    assertThat(kinds(pipeline)).startsWith("hats", "one-hot");
  }

  @Test
  void severalClassesAreLearnedBySoftmax() throws IOException {
    Path file =
        csv(
            "segments",
            "hue-mean,size,category",
            i -> "%f,%d,%s".formatted(x(), random.nextInt(90), "c" + i % 3));
    Pipeline pipeline = initAndEval(file, "category");

    assertThat(pipeline.learner().task()).isEqualTo(Task.MULTICLASS);
    assertThat(pipeline.learner().layout().numbers()).containsExactly("hue-mean", "size");
  }

  @Test
  void textsOfTwoClassesNameThePositiveOne() throws IOException {
    Path file =
        csv(
            "elec",
            "price,class",
            i -> "%f,%s".formatted(x(), random.nextInt(3) == 0 ? "UP" : "DOWN"));
    Pipeline pipeline = initAndEval(file, "class");

    assertThat(pipeline.learner().label().positive()).contains("UP");
  }

  @Test
  void numbersAreLearnedByLinearRegressionAndPartsOfTheLabelAreLeftOut() throws IOException {
    Path file =
        csv(
            "bike",
            "instant,at,hr,casual,registered,cnt",
            i -> {
              int casual = random.nextInt(50);
              int registered = random.nextInt(200);
              return "%d,2011-01-%02dT00:00,%d,%d,%d,%d"
                  .formatted(i, 1 + i / 24 % 28, i % 24, casual, registered, casual + registered);
            });
    Pipeline pipeline = initAndEval(file, "cnt");

    assertThat(pipeline.learner().task()).isEqualTo(Task.REGRESSION);
    assertThat(pipeline.learner().layout().fields()).containsExactly("hr", "at", "cnt");
    assertThat(CommandRun.of("init", "--data", file.toString(), "--label", "cnt").out())
        .contains(
            "#   instant: id-like: 400 different values in 400 rows",
            "#   casual: leak: the label is casual + registered in every row",
            "- cyclic: {field: at, of: [day-of-week]}");
  }

  @Test
  void theAddressesThatAreGivenAreWritten() throws IOException {
    Path file = csv("a", "x,y", i -> "%f,%d".formatted(x(), i % 2));
    CommandRun run =
        CommandRun.of(
            "init",
            "--data",
            file.toString(),
            "--label",
            "y",
            "--bootstrap-servers",
            "broker:1234",
            "--registry",
            "http://me:secret@registry:5678");

    assertThat(run.out())
        .contains(
            "  bootstrap.servers: \"broker:1234\"\n",
            "  schema.registry.url: \"http://registry:5678\"\n");
  }

  @Test
  void datesWithSlashesAreEvaluatedAsInitWritesThem() throws IOException {
    Path file =
        csv(
            "days",
            "day,y",
            i -> "%02d/%02d/2024,%d".formatted(1 + i / 28 % 12, 1 + i % 28, random.nextInt(2)));
    Pipeline pipeline = initAndEval(file, "y");

    assertThat(pipeline.learner().layout().instants()).containsExactly("day");
  }

  @Test
  void aLabelOfOneClassIsRefusedByInit() throws IOException {
    Path file = csv("a", "x,y", i -> "%f,1".formatted(x()));
    CommandRun run = CommandRun.of("init", "--data", file.toString(), "--label", "y");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("label 'y': it has one value only, '1'");
  }

  @Test
  void columnsThatAreAllConstantAreNamedLineByLine() throws IOException {
    Path file = csv("a", "x,z,y", i -> "1.5,a,%d".formatted(i % 2));
    CommandRun run = CommandRun.of("init", "--data", file.toString(), "--label", "y");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "no column is left to learn from:\n  x: constant: its only value is '1.5'\n  z: ");
  }

  @Test
  void signsInALabelsNameLeaveNoTrailInThePipelines() throws IOException {
    Path file = csv("houses", "x,Sale Price ($)", i -> "%f,%d".formatted(x(), i % 2));
    assertThat(CommandRun.of("init", "--data", file.toString(), "--label", "Sale Price ($)").out())
        .contains("\npipeline: houses-Sale-Price\n");
  }

  @Test
  void anExistingFileIsKeptUnlessForced() throws IOException {
    Path file = csv("a", "x,y", i -> "%f,%d".formatted(x(), i % 2));
    Path output = directory.resolve("p.yaml");
    String[] init = {
      "init", "--data", file.toString(), "--label", "y", "--output", output.toString()
    };
    assertThat(CommandRun.of(init).code()).isZero();
    Files.writeString(output, "mine");

    CommandRun refused = CommandRun.of(init);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("exists; give --force to overwrite it");
    assertThat(output).hasContent("mine");

    List<String> forced = new ArrayList<>(List.of(init));
    forced.add("--force");
    assertThat(CommandRun.of(forced.toArray(String[]::new)).code()).isZero();
    assertThat(output).content().startsWith("# Written by 'gradstream init'");
  }

  @Test
  void profilePrintsATableAndSuspicions() throws IOException {
    Path file = csv("a", "x,k,y", i -> "%f,same,%d".formatted(x(), i % 2));
    CommandRun run = CommandRun.of("profile", "--data", file.toString(), "--label", "y");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "400 rows", "column  type", "Suspicious\n  k: constant: its only value is 'same'");
  }

  @Test
  void dataOrTopicAreNeededAndNotBoth() {
    CommandRun none = CommandRun.of("profile");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("give either --data or --topic");
    assertThat(CommandRun.of("profile", "--data", "a.csv", "--topic", "t").code()).isEqualTo(2);
  }

  @Test
  void aLabelThatIsNotThereIsNamed() throws IOException {
    Path file = csv("a", "x,y", i -> "%f,%d".formatted(x(), i % 2));
    CommandRun run = CommandRun.of("init", "--data", file.toString(), "--label", "z");

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("there is no column 'z'; there are: x, y");
  }

  private Pipeline initAndEval(Path data, String label) throws IOException {
    Path output = directory.resolve("init.yaml");
    CommandRun init =
        CommandRun.of(
            "init", "--data", data.toString(), "--label", label, "--output", output.toString());
    assertThat(init.err()).isEmpty();
    assertThat(init.code()).isZero();
    CommandRun eval =
        CommandRun.of("eval", "--pipeline", output.toString(), "--data", data.toString());
    assertThat(eval.err()).isEmpty();
    assertThat(eval.out()).containsPattern("dead letters +0\n");
    return PipelineReader.read(output, Map.of());
  }

  private static List<String> kinds(Pipeline pipeline) {
    return pipeline.learner().features().stream().map(Feature::kind).toList();
  }

  private double x() {
    return random.nextGaussian();
  }

  private Path csv(String name, String header, IntFunction<String> row) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    IntStream.range(0, 400).mapToObj(row).forEach(lines::add);
    return Files.write(directory.resolve(name + ".csv"), lines);
  }

  /** Copies the first rows of the example. */
  private Path flights(int rows) throws IOException {
    List<String> lines = new ArrayList<>();
    try (CsvFile file = CsvFile.open(Path.of("examples/flights/flights.csv.gz"))) {
      lines.add(String.join(",", file.columns()));
      while (lines.size() <= rows && file.next()) {
        lines.add(
            String.join(
                ",", IntStream.range(0, file.columns().size()).mapToObj(file::cell).toList()));
      }
    }
    return Files.write(directory.resolve("flights.csv"), lines);
  }
}
