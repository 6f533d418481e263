package io.gradstream.schema.registry.memory;

import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.schema.MockSchemaRegistries;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {

  @Override
  protected SchemaRegistry start() {
    return new InMemorySchemaRegistry();
  }

  @Test
  void aMockUrlNamesOneRegistryInTheWholeProcess() {
    MockSchemaRegistries.drop("shared");
    int id = mock("shared").register("flights-value", record("x:double"));

    assertThat(mock("shared").byId(id)).isEqualTo(record("x:double"));
    assertThat(mock("other").subjects()).isEmpty();
  }

  @Test
  void aDroppedMockBeginsAnew() {
    mock("dropped").register("flights-value", record("x:double"));

    MockSchemaRegistries.drop("dropped");

    assertThat(mock("dropped").subjects()).isEmpty();
  }

  private static SchemaRegistry mock(String scope) {
    return SchemaRegistries.from(Map.of("schema.registry.url", "mock://" + scope));
  }
}
