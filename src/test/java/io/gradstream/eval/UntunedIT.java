package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.race.MemberReport;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With nothing but input, features and model given, one pass reaches the figures of {@code
 * docs/quality.md}, is better than looking at labels only, and as good as the best member of the
 * race would have been alone.
 */
class UntunedIT {

  private static final Path PIPELINES = Path.of("src/test/resources/pipelines/untuned");
  private static final Path DATA = Path.of("src/test/resources/data");
  private static final Path FLIGHTS = Acceptance.FLIGHTS.data();
  private static final double OF_BEST_MEMBER = 1.005;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "elec2, elec2, 0.195",
    "phishing, phishing, 0.226",
    "bananas, bananas, 0.565",
    "bananas-mlp, bananas, 0.290",
    "image-segments, image_segments, 0.225"
  })
  void classesArePredictedWithoutTuning(String pipeline, String data, double logLoss)
      throws IOException {
    check(evaluate(pipeline, DATA.resolve(data + ".csv.gz")), Metric.LOG_LOSS, logLoss + 0.0005);
  }

  @Test
  void lateFlightsArePredictedWithoutTuning() throws IOException {
    FileEvaluation flights = evaluate("flights", FLIGHTS);
    check(flights, Metric.LOG_LOSS, 0.4425);
    assertThat(flights.evaluation().size()).isEqualTo(327_346);
  }

  @ParameterizedTest
  @CsvSource({
    "bikes, bike_sharing_hour, 48.5, 1.005",
    "trump-approval, trump_approval, 0.305, 1.005",
    "chick-weights, chick_weights, 10.5, 1.015" // 578 rows: finding out whom to follow costs .12
  })
  void numbersArePredictedWithoutTuning(
      String pipeline, String data, double mae, double ofBestMember) throws IOException {
    check(evaluate(pipeline, DATA.resolve(data + ".csv.gz")), Metric.MAE, mae, ofBestMember);
  }

  @Test
  void delaysOfFlightsArePredictedWithoutTuning() throws IOException {
    Path data = folder.resolve("delays.csv");
    joinLines(FLIGHTS, DATA.resolve("flight_delays.csv.gz"), data);
    FileEvaluation delays = evaluate("delays", data);
    check(delays, Metric.MAE, 22.75);
    assertThat(delays.evaluation().size()).isEqualTo(327_346);
  }

  private static FileEvaluation evaluate(String file, Path data) throws IOException {
    Pipeline pipeline = PipelineReader.read(PIPELINES.resolve(file + ".yaml"), Map.of());
    FileEvaluation evaluation = new FileEvaluation(pipeline.learner());
    try (CsvRecords rows = CsvRecords.open(data, pipeline.input().topic())) {
      evaluation.run(rows, progress -> {});
    }
    return evaluation;
  }

  private static void check(FileEvaluation run, Metric metric, double most) {
    check(run, metric, most, OF_BEST_MEMBER);
  }

  private static void check(FileEvaluation run, Metric metric, double most, double ofBestMember) {
    Evaluation evaluation = run.evaluation();
    double loss = evaluation.model(List.of(metric)).get(metric);
    assertThat(run.deadLetters()).isZero();
    assertThat(loss).isLessThanOrEqualTo(most);
    assertThat(loss).isLessThan(labelsOnly(evaluation, metric));
    assertThat(loss).isLessThanOrEqualTo(ofBestMember * bestMember(run));
  }

  private static double labelsOnly(Evaluation evaluation, Metric metric) {
    return evaluation.baseline(Baseline.MAJORITY, List.of(metric)).get(metric);
  }

  /** Returns the loss of the best member; of several classes that of classes known by then. */
  private static double bestMember(FileEvaluation run) {
    double best =
        run.members().stream()
            .filter(MemberReport::isMember)
            .mapToDouble(MemberReport::loss)
            .min()
            .orElseThrow();
    assertThat(best).isPositive();
    return best;
  }

  /** Writes the lines of two files of as many lines, side by side. */
  private static void joinLines(Path left, Path right, Path to) throws IOException {
    try (BufferedReader one = lines(left);
        BufferedReader other = lines(right);
        BufferedWriter out = Files.newBufferedWriter(to)) {
      for (String line = one.readLine(); line != null; line = one.readLine()) {
        out.write(line + "," + other.readLine() + "\n");
      }
      assertThat(other.readLine()).isNull();
    }
  }

  private static BufferedReader lines(Path file) throws IOException {
    GZIPInputStream bytes = new GZIPInputStream(Files.newInputStream(file));
    return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
  }
}
