package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.client.CsvSource;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.csv.CsvRecords;
import io.gradstream.eval.Acceptance;
import io.gradstream.eval.FileEvaluation;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** The real topology on a real broker reaches the figures that everybody reaches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AcceptanceSuite {

  private static final double TOLERANCE = 0.0002;

  private PipelineCluster cluster;

  /** Starts broker and registry. */
  abstract PipelineCluster startCluster() throws IOException;

  @BeforeAll
  void start() throws IOException {
    cluster = startCluster();
  }

  @AfterAll
  void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void elec2(TestInfo test) throws IOException {
    theTopologyReaches(Acceptance.ELEC2, PipelineCluster.nameOf(test));
  }

  @Test
  void flights(TestInfo test) throws IOException {
    theTopologyReaches(Acceptance.FLIGHTS, PipelineCluster.nameOf(test));
  }

  /** Both topics are there before it runs, so that it takes them in the order of their times. */
  @Test
  void flightsThatAreLearnedWhenTheyHaveLanded(TestInfo test) throws IOException {
    String name = PipelineCluster.nameOf(test);
    Pipeline file = cluster.pipeline(Acceptance.LANDED.pipeline());
    Pipeline pipeline = file.withName(name);
    for (String topic : pipeline.inputTopics()) {
      cluster.createTopic(topic, 1);
    }
    CsvSource rows = CsvSource.of(Acceptance.LANDED.data()).withColumns(null, "time");
    CsvSource labels = CsvSource.of(Acceptance.ARRIVALS).withColumns(null, "time");
    long count = cluster.produce("departures", rows.without(Set.of("delayed")));
    assertThat(cluster.produce("arrivals", labels)).isEqualTo(count);
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      List<GenericRecord> outcomes = cluster.values(pipeline.outcomesTopic(), count);
      Acceptance.LANDED.check(evaluation(outcomes));
      assertThat(outcomes).noneMatch(outcome -> (boolean) outcome.get("assumed"));
      assertThat(application.failure()).isEmpty();
    }
  }

  private void theTopologyReaches(Acceptance expected, String name) throws IOException {
    Pipeline pipeline = cluster.pipeline(expected.pipeline(), name);
    cluster.createTopic(pipeline.input().topic(), 1);
    long rows = cluster.produce(pipeline.input().topic(), CsvSource.of(expected.data()));
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      List<GenericRecord> predictions = cluster.values(pipeline.predictionsTopic(), rows);
      expected.check(evaluation(predictions));
      assertThat(scores(predictions))
          .as("bit for bit the scores of the core alone")
          .isEqualTo(scores(pipeline, expected)); // containsExactly compares each with all
      theHistogramsAucIsThatOfThePredictions(pipeline, predictions);
      assertThat(application.failure()).isEmpty();
    }
  }

  private static Evaluation evaluation(List<GenericRecord> predictions) {
    Evaluation evaluation = new Evaluation();
    predictions.forEach(p -> evaluation.add((double) p.get("score"), (double) p.get("label")));
    return evaluation;
  }

  private static double[] scores(List<GenericRecord> predictions) {
    return predictions.stream().mapToDouble(p -> (double) p.get("score")).toArray();
  }

  private static double[] scores(Pipeline pipeline, Acceptance data) throws IOException {
    DoubleStream.Builder scores = DoubleStream.builder();
    try (CsvRecords rows = CsvRecords.open(data.data(), "record")) {
      new FileEvaluation(pipeline.learner()).run(rows, file -> scores.add(file.score()));
    }
    return scores.build().toArray();
  }

  /** Over the rows of all full windows, of which the last metrics record tells. */
  private void theHistogramsAucIsThatOfThePredictions(
      Pipeline pipeline, List<GenericRecord> predictions) {
    int window = pipeline.learner().validation().window();
    int windows = predictions.size() / window;
    List<GenericRecord> metrics = cluster.values(pipeline.metricsTopic(), windows);
    GenericRecord total = (GenericRecord) metrics.get(windows - 1).get("total");
    Evaluation exact = evaluation(predictions.subList(0, windows * window));
    double auc = exact.model(List.of(Metric.AUC)).get(Metric.AUC);
    assertThat((double) total.get("auc")).isCloseTo(auc, within(TOLERANCE));
  }
}
