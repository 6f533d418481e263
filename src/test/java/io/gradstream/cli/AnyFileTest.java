package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows in any form have the same profile and the same figures. */
class AnyFileTest {

  @TempDir private Path directory;

  @Test
  void semicolonsAndDecimalCommasHaveTheFiguresOfCommasAndPoints() throws IOException {
    Path points = write("rows.csv", rows(",", "."));
    Path commas = write("kommas.csv", rows(";", ","));
    Path pipeline = init(points);

    assertThat(figures("eval", "--pipeline", pipeline.toString(), "--data", commas.toString()))
        .isEqualTo(figures("eval", "--pipeline", pipeline.toString(), "--data", points.toString()));
    assertThat(CommandRun.of("profile", "--data", commas.toString()).out())
        .isEqualTo(CommandRun.of("profile", "--data", points.toString()).out());
  }

  @Test
  void jsonLinesHaveTheFiguresOfTheSameRowsAsCsv() throws IOException {
    Path csv = write("rows.csv", rows(",", "."));
    Path json = write("rows.jsonl", json());
    Path pipeline = init(json);

    assertThat(PipelineReader.read(pipeline, Map.of()).input().encoding())
        .isInstanceOf(Encoding.Json.class);
    assertThat(figures("eval", "--pipeline", pipeline.toString(), "--data", json.toString()))
        .isEqualTo(figures("eval", "--pipeline", pipeline.toString(), "--data", csv.toString()));
  }

  @Test
  void stringsOfJsonThatLookLikeNumbersAreCategories() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append("{\"n\": \"%d\", \"is ok?\": %d}%n".formatted(i % 50, i % 2));
    }
    Path json = write("rows.jsonl", text.toString());
    Path pipeline = init(json);

    assertThat(PipelineReader.read(pipeline, Map.of()).learner().layout().categories())
        .containsExactly("n");
    assertThat(figures("eval", "--pipeline", pipeline.toString(), "--data", json.toString()))
        .containsPattern("dead letters +0\n");
  }

  @Test
  void namesThatYamlOrAPipelineFileWouldReadOtherwiseAreQuoted() throws IOException {
    StringBuilder text = new StringBuilder("${x},yes,\"say \"\"hi\"\"\",a: b # c,is ok?\n");
    Random random = new Random(1);
    for (int i = 0; i < 60; i++) {
      text.append("%d,%d,%d,%d,%d%n".formatted(i % 7, i % 2, random.nextInt(99), i % 3, i % 2));
    }
    Path csv = write("rows.csv", text.toString());
    Path pipeline = init(csv);

    assertThat(PipelineReader.read(pipeline, Map.of()).learner().layout().fields())
        .contains("${x}", "say \"hi\"", "a: b # c");
    assertThat(figures("eval", "--pipeline", pipeline.toString(), "--data", csv.toString()))
        .containsPattern("dead letters +0\n");
  }

  @Test
  void standardInputIsAFileLikeAnyOther() throws IOException {
    Path csv = write("rows.csv", rows(",", "."));
    InputStream before = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream(Files.readString(csv).getBytes(StandardCharsets.UTF_8)));
      CommandRun run = CommandRun.of("profile", "--data", "-", "--label", "is ok?");

      assertThat(run.out())
          .isEqualTo(CommandRun.of("profile", "--data", csv.toString(), "--label", "is ok?").out());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aBadLineIsNamedAndCountedAndStrictlyEndsTheFile() throws IOException {
    Path csv = write("rows.csv", rows(",", ".") + "1,2\n");
    String[] lenient = {"profile", "--data", csv.toString()};
    String[] strict = {"profile", "--data", csv.toString(), "--strict"};

    assertThat(CommandRun.of(lenient).out())
        .contains("a row is left out: " + csv + ":302: 2 cells");
    assertThat(CommandRun.of(strict).code()).isEqualTo(2);
    assertThat(CommandRun.of(strict).err()).contains(":302: 2 cells");
  }

  @Test
  void aColumnOfTextsThatIsToBeNumbersIsNamedWithoutASchema() throws IOException {
    Path csv = write("rows.csv", "temp,y\nx,1\nz,0\n");
    Path pipeline =
        write(
            "p.yaml",
            "pipeline: p\ninput: {topic: t, label: y}\nfeatures:\n  - standard: [temp]\n"
                + "model: logistic\n");
    CommandRun run =
        CommandRun.of("eval", "--pipeline", pipeline.toString(), "--data", csv.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("field temp is text in the file: most of its cells are no numbers")
        .doesNotContain("schema");
  }

  private Path init(Path data) {
    Path pipeline = directory.resolve("p.yaml");
    CommandRun run =
        CommandRun.of(
            "init",
            "--data",
            data.toString(),
            "--label",
            "is ok?",
            "--output",
            pipeline.toString());
    assertThat(run.code()).as(run.err()).isZero();
    return pipeline;
  }

  private static String figures(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).isEmpty();
    return run.out().replaceAll("rows/s.*", "");
  }

  private static String rows(String delimiter, String point) {
    Random random = new Random(2);
    StringBuilder text = new StringBuilder("größe,a.b,is ok?\n".replace(",", delimiter));
    for (int i = 0; i < 300; i++) {
      String number = (random.nextInt(2000) / 100.0 + "").replace(".", point);
      text.append("s%d%s%s%s%d%n".formatted(i % 4, delimiter, number, delimiter, i % 2));
    }
    return text.toString();
  }

  private static String json() {
    Random random = new Random(2);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append(
          "{\"größe\": \"s%d\", \"a\": {\"b\": %s}, \"is ok?\": %d}%n"
              .formatted(i % 4, random.nextInt(2000) / 100.0 + "", i % 2));
    }
    return text.toString();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
