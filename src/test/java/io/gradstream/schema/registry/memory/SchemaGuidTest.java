package io.gradstream.schema.registry.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaGuidTest {

  private static final String TEXT =
      "{\"type\":\"record\",\"name\":\"myrecord\",\"fields\":"
          + "[{\"type\":\"string\",\"default\":null,\"name\":\"f\"}]}";

  /** The bytes are those that Confluent's own test pins for this text. */
  @Test
  void theGuidOfASchemaIsThatOfConfluentsRegistry() {
    assertThat(SchemaGuid.of(new SchemaSource(TEXT, List.of())))
        .hasToString("1d20cbb9-e5e3-5e97-54e7-da170b6e5ddb");
  }

  @Test
  void whatASchemaRefersToMakesItAnother() {
    SchemaReference reference = new SchemaReference("a.B", "b-value", 1);

    assertThat(SchemaGuid.of(new SchemaSource(TEXT, List.of(reference))))
        .isNotEqualTo(SchemaGuid.of(new SchemaSource(TEXT, List.of())));
  }
}
