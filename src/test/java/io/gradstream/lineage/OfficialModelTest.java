package io.gradstream.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import io.gradstream.lineage.LineageEvents.Window;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we send is what OpenLineage's own client reads, and writes again. */
class OfficialModelTest {

  private static final Instant TIME = Instant.parse("2026-11-28T06:00:00.120Z");

  /** What is known of no field is not sent: the client reads a null and drops it. */
  private static final Window WINDOW =
      new Window(
          2, report(Map.of(Metric.LOG_LOSS, 0.5, Metric.ACCURACY, 0.75, Metric.AUC, Double.NaN)));

  @ParameterizedTest
  @EnumSource(value = RunEvent.EventType.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
  void everyKindOfEventIsReadAndWrittenWithoutLoss(RunEvent.EventType type) throws Exception {
    ObjectNode event =
        events(LABELS).event(type.name(), TIME, Optional.of(WINDOW), Optional.empty());
    RunEvent read = OfficialModel.read(event.toString());
    assertThat(read.getEventType()).isEqualTo(type);
    assertThat(read.getEventTime().toInstant()).isEqualTo(TIME);
    assertThat(read.getJob().getName()).isEqualTo("p");
    assertThat(read.getInputs()).extracting(it -> it.getName()).containsExactly("t", "later");
    assertThat(read.getOutputs())
        .extracting(it -> it.getName())
        .containsExactly(
            "p.predictions", "p.metrics", "p.decisions", "p.outcomes", "p.dead-letters");
    assertThat(schemaOf(read.getOutputs().get(1)))
        .filteredOn(field -> field.getName().equals("version"))
        .singleElement()
        .satisfies(field -> assertThat(field.getType()).isEqualTo("long"));
    assertThat(
            read.getRun()
                .getFacets()
                .getAdditionalProperties()
                .get("gradstream_model")
                .getAdditionalProperties())
        .containsEntry("partition", 2)
        .containsEntry("metrics", Map.of("log_loss", 0.5, "accuracy", 0.75));
  }

  @Test
  void aFailureIsItsFacetOfErrors() throws Exception {
    ObjectNode event =
        events("")
            .event(
                "FAIL", TIME, Optional.empty(), Optional.of(new IllegalStateException("no disk")));
    RunEvent read = OfficialModel.read(event.toString());
    assertThat(read.getEventType()).isEqualTo(RunEvent.EventType.FAIL);
    assertThat(read.getRun().getFacets().getErrorMessage().getMessage()).isEqualTo("no disk");
    assertThat(read.getRun().getFacets().getErrorMessage().getProgrammingLanguage())
        .isEqualTo("JAVA");
  }

  @Test
  void eventAndFacetsNameTheVersionsThatTheClientWrites() throws Exception {
    ObjectNode event =
        events("")
            .event(
                "FAIL", TIME, Optional.empty(), Optional.of(new IllegalStateException("no disk")));
    RunEvent read = OfficialModel.read(event.toString());
    OpenLineage theirs = new OpenLineage(URI.create("urn:theirs"));
    assertThat(read.getSchemaURL()).isEqualTo(theirs.newRunEventBuilder().build().getSchemaURL());
    assertThat(read.getRun().getFacets().getErrorMessage().get_schemaURL())
        .isEqualTo(theirs.newErrorMessageRunFacetBuilder().build().get_schemaURL());
    assertThat(read.getJob().getFacets().getJobType().get_schemaURL())
        .isEqualTo(theirs.newJobTypeJobFacetBuilder().build().get_schemaURL());
    assertThat(read.getInputs().get(0).getFacets().getSchema().get_schemaURL())
        .isEqualTo(theirs.newSchemaDatasetFacetBuilder().build().get_schemaURL());
  }

  private static List<OpenLineage.SchemaDatasetFacetFields> schemaOf(OutputDataset dataset) {
    return dataset.getFacets().getSchema().getFields();
  }

  private static WindowReport report(Map<Metric, Double> scores) {
    Scores each = new Scores(scores);
    return new WindowReport(
        3,
        100,
        0,
        1,
        each,
        Optional.empty(),
        each,
        each,
        300,
        each,
        each,
        each,
        each,
        0.1,
        1,
        0,
        0,
        0,
        0,
        0,
        9,
        12,
        true,
        0,
        true,
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static final String LABELS =
      """
      labels: {topic: later, field: y, wait: 1h}
      """;

  private static LineageEvents events(String labels) {
    String yaml =
        """
        pipeline: p
        input: {topic: t%s}
        features: [{standard: [x]}]
        model: logistic
        kafka: {bootstrap.servers: "a:9092"}
        %s
        """
            .formatted(labels.isEmpty() ? ", label: y" : "", labels);
    Pipeline pipeline = PipelineReader.parse("p", yaml, Map.of());
    return new LineageEvents(pipeline, "prod");
  }
}
