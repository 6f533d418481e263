package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
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
