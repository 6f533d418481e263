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

/**
 * With nothing but input, features and model given, a pipeline is good on all of these sets: a
 * linear model by the race, a network by rmsprop, whose settings are held on linear models, too.
 */
class DefaultsIT {

  private static final Path FLIGHTS_DATA = Path.of("examples/flights/flights.csv.gz");
  private static final Path DATA = Path.of("src/test/resources/data");
  private static final Path ELEC2_DATA = DATA.resolve("elec2.csv.gz");
  private static final Path PHISHING_DATA = DATA.resolve("phishing.csv.gz");
  private static final Path BANANAS_DATA = DATA.resolve("bananas.csv.gz");

  private static final String PHISHING =
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
      """;

  private static final String BANANAS =
      """
      pipeline: bananas
      input: {topic: bananas, label: banana}
      features:
        - standard: [x1, x2]
      model: logistic
      """;

  private static final String SGD = "optimizer: {sgd: {learning-rate: 0.01}}\n";
  private static final String RMSPROP = "optimizer: rmsprop\n";

  @TempDir Path folder;

  @Test
  void elec2() throws IOException {
    assertThat(logLoss(elec2Pipeline(), ELEC2_DATA)).isLessThanOrEqualTo(0.2160);
    assertThat(logLoss(elec2Pipeline() + RMSPROP, ELEC2_DATA)).isLessThanOrEqualTo(0.345);
  }

  @Test
  void flights() throws IOException {
    assertThat(logLoss(flightsPipeline(), FLIGHTS_DATA)).isLessThanOrEqualTo(0.4415);
    assertThat(logLoss(flightsPipeline() + RMSPROP, FLIGHTS_DATA)).isLessThanOrEqualTo(0.4480);
  }

  @Test
  void phishingIsBetterThanByOneRuleAndByRmsPropAsGoodAsWithPlainSgd() throws IOException {
    isBetterThanByOneRuleAndByRmsPropAsGoodAsWithPlainSgd(PHISHING, PHISHING_DATA);
  }

  @Test
  void bananasAreBetterThanByOneRuleAndByRmsPropAsGoodAsWithPlainSgd() throws IOException {
    isBetterThanByOneRuleAndByRmsPropAsGoodAsWithPlainSgd(BANANAS, BANANAS_DATA);
  }

  @Test
  void networksAreFarBetterThanWithPlainSgd() throws IOException {
    isFarBetterThanWithPlainSgd(network(elec2Pipeline()), ELEC2_DATA);
    isFarBetterThanWithPlainSgd(network(PHISHING), PHISHING_DATA);
    isFarBetterThanWithPlainSgd(network(BANANAS), BANANAS_DATA);
  }

  private void isBetterThanByOneRuleAndByRmsPropAsGoodAsWithPlainSgd(String pipeline, Path data)
      throws IOException {
    double rmsProp = logLoss(pipeline + RMSPROP, data);
    assertThat(logLoss(pipeline, data)).isLessThan(rmsProp);
    assertThat(rmsProp).isLessThanOrEqualTo(logLoss(pipeline + SGD, data) + 0.005);
  }

  private void isFarBetterThanWithPlainSgd(String pipeline, Path data) throws IOException {
    assertThat(logLoss(pipeline, data)).isLessThan(0.8 * logLoss(pipeline + SGD, data));
  }

  private static String network(String pipeline) {
    return pipeline.replace("model: logistic", "model: {mlp: {hidden: [16]}}");
  }

  private static String elec2Pipeline() throws IOException {
    return withoutOptimizer(
        Files.readString(Path.of("src/test/resources/pipelines/elec2-sgd.yaml")));
  }

  private static String flightsPipeline() throws IOException {
    return withoutOptimizer(
        Files.readString(Path.of("src/test/resources/pipelines/flights-sgd.yaml")));
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
