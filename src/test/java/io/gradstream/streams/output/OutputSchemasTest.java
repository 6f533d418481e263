package io.gradstream.streams.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.file.PipelineTexts;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

class OutputSchemasTest {

  private static final List<Schema> PUBLISHED =
      List.of(
          OutputSchemas.PREDICTION,
          OutputSchemas.METRICS,
          OutputSchemas.DECISION,
          OutputSchemas.OUTCOME);

  @Test
  void everyRecordAndEveryFieldSaysWhatItIs() {
    List<Schema> records = PUBLISHED.stream().flatMap(OutputSchemasTest::records).toList();
    assertThat(records).hasSizeGreaterThan(PUBLISHED.size()); // the nested scores as well
    for (Schema record : records) {
      assertThat(record.getDoc()).as(record.getName()).isNotBlank();
      for (Schema.Field field : record.getFields()) {
        assertThat(field.doc()).as(record.getName() + "." + field.name()).isNotBlank();
      }
    }
  }

  /** So that readers and writers of before and after go together. */
  @Test
  void theProgramsVersionMayBeMissing() {
    mayBeMissing(OutputSchemas.PREDICTION, "program_version");
    mayBeMissing(OutputSchemas.METRICS, "program_version");
  }

  @Test
  void whatIsSaidOfLabelsInRecordsOfTheirOwnMayBeMissing() {
    mayBeMissing(OutputSchemas.METRICS, "labels");
  }

  private static void mayBeMissing(Schema schema, String name) {
    Schema before =
        Schema.createRecord(
            schema.getName(),
            schema.getDoc(),
            schema.getNamespace(),
            false,
            schema.getFields().stream()
                .filter(field -> !field.name().equals(name))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
    assertThat(before.getFields()).hasSize(schema.getFields().size() - 1);
    assertThat(compatibility(schema, before)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    assertThat(compatibility(before, schema)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @Test
  void outcomesAreRegisteredForPipelinesWithLabelsOfTheirOwn() {
    String yaml =
        """
        pipeline: p
        input: {topic: t%s}
        features: [{standard: [a]}]
        model: logistic
        """;
    SchemaRegistry registry = new InMemorySchemaRegistry();

    Outputs.register(PipelineTexts.read(yaml.formatted(", label: y")), Optional.of(registry));
    assertThat(registry.latest("p.outcomes-value")).isEmpty();
    Outputs with =
        Outputs.register(
            PipelineTexts.read(yaml.formatted("") + "labels: {topic: l, field: y, wait: 1d}\n"),
            Optional.of(registry));

    assertThat(((Outputs.Avro) with).outcomeId())
        .isEqualTo(registry.latest("p.outcomes-value").orElseThrow().id());
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }

  private static Stream<Schema> records(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          Stream.concat(
              Stream.of(schema),
              schema.getFields().stream().flatMap(field -> records(field.schema())));
      case UNION -> schema.getTypes().stream().flatMap(OutputSchemasTest::records);
      default -> Stream.empty();
    };
  }
}
