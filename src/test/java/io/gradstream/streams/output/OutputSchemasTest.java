package io.gradstream.streams.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;

class OutputSchemasTest {

  private static final List<Schema> PUBLISHED =
      List.of(OutputSchemas.PREDICTION, OutputSchemas.METRICS, OutputSchemas.DECISION);

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
    for (Schema schema : List.of(OutputSchemas.PREDICTION, OutputSchemas.METRICS)) {
      Schema before =
          Schema.createRecord(
              schema.getName(),
              schema.getDoc(),
              schema.getNamespace(),
              false,
              schema.getFields().stream()
                  .filter(field -> !field.name().equals("program_version"))
                  .map(field -> new Schema.Field(field, field.schema()))
                  .toList());
      assertThat(before.getFields()).hasSize(schema.getFields().size() - 1);
      assertThat(compatibility(schema, before)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
      assertThat(compatibility(before, schema)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }
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
