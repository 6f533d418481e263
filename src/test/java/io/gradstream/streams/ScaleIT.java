package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gradstream.client.CsvSource;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An input topic of three partitions: one model that sees all, or a model for each. */
class ScaleIT {

  private static final int PARTITIONS = 3;
  private static final int ROWS = 3000;
  private static final String COST = "INFO 'ScaleIT' has 3 partitions and scale is single";

  private static final PipelineCluster cluster = PipelineCluster.shared();
  @TempDir private Path directory;

  @BeforeAll
  static void produce() throws IOException {
    cluster.createTopic("ScaleIT", PARTITIONS);
    cluster.produce(
        "ScaleIT",
        CsvSource.of(PipelineCluster.FLIGHTS)
            .withColumns("flight", "time")
            .limitedTo(ROWS, Double.POSITIVE_INFINITY));
  }

  @Test
  void scaleSingleLearnsOneModelFromAllPartitionsAndSaysWhatItCosts() throws IOException {
    Pipeline pipeline = pipeline("single");
    try (LogLines lines = LogLines.of(PipelineApplication.class);
        PipelineApplication application = PipelineApplication.start(pipeline)) {
      List<GenericRecord> predictions = cluster.values(pipeline.predictionsTopic(), ROWS);
      assertEveryRecordOnce(predictions);
      assertThat(predictions).last().extracting(p -> p.get("version")).isEqualTo(ROWS - 1L);
      assertThat(cluster.values(pipeline.metricsTopic(), ROWS / 500))
          .extracting(m -> m.get("partition"), m -> m.get("window"))
          .startsWith(tuple(0, 1L))
          .endsWith(tuple(0, ROWS / 500L));
      assertThat(lines.contain(COST)).isTrue();
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void scalePartitionLearnsAModelFromEachPartition() throws IOException {
    Pipeline pipeline = pipeline("partition");
    try (LogLines lines = LogLines.of(PipelineApplication.class);
        PipelineApplication application = PipelineApplication.start(pipeline)) {
      List<GenericRecord> predictions = cluster.values(pipeline.predictionsTopic(), ROWS);
      assertEveryRecordOnce(predictions);
      Map<Object, Long> rows = counts(predictions, "source_partition");
      assertThat(predictions)
          .allSatisfy(p -> assertThat(p.get("version")).isEqualTo(p.get("source_offset")));
      long windows = rows.values().stream().mapToLong(count -> count / 500).sum();
      assertThat(counts(cluster.values(pipeline.metricsTopic(), windows), "partition"))
          .hasSize(PARTITIONS)
          .allSatisfy((partition, count) -> assertThat(count).isEqualTo(rows.get(partition) / 500));
      assertThat(lines.contain(COST)).isFalse();
      assertThat(application.failure()).isEmpty();
    }
  }

  private static void assertEveryRecordOnce(List<GenericRecord> predictions) {
    assertThat(counts(predictions, "source_partition")).containsOnlyKeys(0, 1, 2);
    assertThat(predictions)
        .extracting(p -> p.get("source_partition") + "@" + p.get("source_offset"))
        .doesNotHaveDuplicates();
  }

  private static Map<Object, Long> counts(List<GenericRecord> values, String field) {
    Function<GenericRecord, Object> key = value -> value.get(field);
    return values.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  private Pipeline pipeline(String scale) throws IOException {
    Path file = directory.resolve(scale + ".yaml");
    Files.writeString(
        file,
        """
        pipeline: ScaleIT-%1$s
        input: {topic: ScaleIT, label: delayed}
        features:
          - standard: [distance, temp]
          - one-hot: [carrier]
        model: logistic
        optimizer: {sgd: {learning-rate: 0.01}, batch-size: 1}
        validation: {window: 500}
        scale: %1$s
        """
            .formatted(scale));
    return cluster.pipeline(file);
  }
}
