package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.client.CsvSource;
import io.gradstream.eval.Acceptance;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clients under examples/ are started as their README says, and do what they say. */
@Timeout(120)
class ExampleClientsIT {

  @Test
  void flightsAreSentAndTheirPredictionsRead() throws Exception {
    try (PipelineCluster cluster = PipelineCluster.start()) {
      Pipeline pipeline = cluster.pipeline(Path.of("examples/flights/pipeline.yaml"));
      pipeline.inputTopics().forEach(topic -> cluster.createTopic(topic, 1));
      // As after a demo: the topics' schemas are those of the CSV files, and ours must fit them.
      cluster.produce("departures", one(PipelineCluster.FLIGHTS).without(Set.of("delayed")));
      cluster.produce("arrivals", one(Acceptance.ARRIVALS));
      try (PipelineApplication application = PipelineApplication.start(pipeline)) {
        JavaRun producer = client("FlightProducer", pipeline);
        assertThat(producer.code()).as(producer.output()).isZero();
        assertThat(producer.output()).contains("sent 2 departures and 1 arrival");
        JavaRun consumer = client("PredictionConsumer", pipeline, "3");
        assertThat(consumer.code()).as(consumer.output()).isZero();
        assertThat(consumer.output())
            .containsPattern(
                "2014-01-01T06:00:00Z  flight UA1545   late with probability 0\\.[0-9]{3}"
                    + " \\(model version \\d+, label null\\)")
            .containsPattern("flight B6725 .* \\(model version \\d+, label null\\)");
        GenericRecord outcome = cluster.values(pipeline.outcomesTopic(), 1).get(0);
        assertThat(outcome.get("label")).isEqualTo(1.0);
        assertThat(outcome.get("elapsed")).isEqualTo(4 * 3_600_000L);
        assertThat(application.failure()).isEmpty();
      }
    }
  }

  private static CsvSource one(Path file) {
    return CsvSource.of(file).withColumns("flight", "time").limitedTo(1, Double.POSITIVE_INFINITY);
  }

  private static JavaRun client(String name, Pipeline pipeline, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "examples/clients/" + name + ".java",
                pipeline.kafka().get("bootstrap.servers"),
                pipeline.kafka().get("schema.registry.url")));
    arguments.addAll(List.of(more));
    return JavaRun.of(System.getProperty("java.class.path"), arguments.toArray(String[]::new));
  }
}
