package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code eval --html} writes; how it looks is judged in a browser. */
class EvalHtmlTest {

  private static final String BIKES = "examples/bikes/";

  @TempDir private Path folder;

  private CommandRun eval(Path html) {
    return CommandRun.of(
        "eval",
        BIKES + "pipeline.yaml",
        "--data",
        BIKES + "bike_sharing_hour.csv.gz",
        "--html",
        html.toString());
  }

  @Test
  void anEvaluationIsDrawnWithItsWindowsAndWeights() throws Exception {
    Path html = folder.resolve("bikes.html");
    CommandRun run = eval(html);
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("wrote " + html);
    assertThat(Files.readString(html))
        .contains("\"pipeline\":\"bike-rentals\"", "\"source\":\"file\"", "\"windows\":3,")
        .contains("% better than repeating the last label", "\"name\":\"label lag 1\"");
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidBeforeTheWork() {
    CommandRun run = eval(folder.resolve("nowhere/bikes.html"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--html", "there is no directory", "make it first");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void severalPipelinesAreDrawnSideBySide() throws Exception {
    Path other = folder.resolve("other.yaml");
    String own = Files.readString(Path.of(BIKES + "pipeline.yaml"));
    Files.writeString(other, own.replace("pipeline: bike-rentals", "pipeline: other"));
    Path html = folder.resolve("both.html");
    CommandRun run =
        CommandRun.of(
            "eval",
            BIKES + "pipeline.yaml",
            other.toString(),
            "--data",
            BIKES + "bike_sharing_hour.csv.gz",
            "--resamples",
            "50",
            "--html",
            html.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    String written = Files.readString(html);
    assertThat(written)
        .contains("other and bike-rentals cannot be told apart in MAE")
        .contains("the same in every resample:")
        .contains("<h2>other beside bike-rentals</h2>")
        .doesNotContain("<script")
        .doesNotContain("NaN");
    assertThat(written.split("<path class=\"line l\\d", -1)).hasSize(1 + 2 * 2);
  }
}
