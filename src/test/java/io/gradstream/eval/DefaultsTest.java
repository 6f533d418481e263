package io.gradstream.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.metric.Metric;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With nothing but input, features and model given, a pipeline is good on all of these sets. */
class DefaultsTest {

  private static final Path ELEC2 = Path.of("src/test/resources/pipelines/elec2-sgd.yaml");
  private static final Path FLIGHTS = Path.of("src/test/resources/pipelines/flights-sgd.yaml");
  private static final Path DATA = Path.of("src/test/resources/data");

  @TempDir Path folder;

  @Test
  void elec2() throws IOException {
    String pipeline = withoutOptimizer(Files.readString(ELEC2));
    assertThat(logLoss(pipeline, DATA.resolve("elec2.csv.gz"))).isLessThanOrEqualTo(0.345);
  }

  @Test
  void flights() throws IOException {
    String pipeline = withoutOptimizer(Files.readString(FLIGHTS));
    assertThat(logLoss(pipeline, Path.of("examples/flights/flights.csv.gz")))
        .isLessThanOrEqualTo(0.4480);
  }

  @Test
  void phishingIsAsGoodAsWithPlainSgd() throws IOException {
    isAsGoodAsWithPlainSgd(
        """
        pipeline: phishing
        input: {topic: phishing, label: is_phishing}
        features:
          - standard:
            - empty_server_form_handler
            - popup_window
            - https
            - request_from_other_domain
            - anchor_from_other_domain
            - is_popular
            - long_url
            - age_of_domain
            - ip_in_url
        model: logistic
        """,
        DATA.resolve("phishing.csv.gz"));
  }

  @Test
  void bananasAreAsGoodAsWithPlainSgd() throws IOException {
    isAsGoodAsWithPlainSgd(
        """
        pipeline: bananas
        input: {topic: bananas, label: banana}
        features:
          - standard: [x1, x2]
        model: logistic
        """,
        DATA.resolve("bananas.csv.gz"));
  }

  private void isAsGoodAsWithPlainSgd(String pipeline, Path data) throws IOException {
    double sgd = logLoss(pipeline + "optimizer: {sgd: {learning-rate: 0.01}}\n", data);
    assertThat(logLoss(pipeline, data)).isLessThanOrEqualTo(sgd + 0.005);
  }

  private static String withoutOptimizer(String pipeline) {
    String shorter = pipeline.replaceAll("(?m)^optimizer:.*\n?", "");
    assertThat(shorter).isNotEqualTo(pipeline);
    return shorter;
  }

  private double logLoss(String pipeline, Path data) throws IOException {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), pipeline);
    FileEvaluation evaluation = new FileEvaluation(PipelineReader.read(file, Map.of()).learner());
    try (CsvRecords rows = CsvRecords.open(data, "record")) {
      evaluation.run(rows, progress -> {});
    }
    return evaluation.evaluation().model(List.of(Metric.LOG_LOSS)).get(Metric.LOG_LOSS);
  }
}
