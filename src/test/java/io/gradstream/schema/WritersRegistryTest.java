package io.gradstream.schema;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.http.StubRegistryServer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritersRegistryTest {

  private static final Schema SCHEMA = record("x:double");

  private final Map<String, Object> settings = new HashMap<>();

  @BeforeEach
  void begin() {
    MockSchemaRegistries.drop("own");
    settings.put("schema.registry.url", "mock://own");
  }

  @Test
  void schemasAreRegisteredUnlessThatIsForbidden() {
    SchemaRegistry registry = SchemaRegistries.forWriting(settings);

    int id = registry.register("s", SCHEMA);

    assertThat(registry.byId(id)).isEqualTo(SCHEMA);
    assertThat(registry.versions("s")).containsExactly(1);
    assertThat(registry.subjects()).containsExactly("s");
    assertThat(registry.version("s", 1)).isEqualTo(registry.latest("s")).isPresent();
    assertThat(registry.lookup("s", SCHEMA)).isEqualTo(registry.latest("s"));
  }

  @Test
  void whereItIsForbiddenTheyMustBeThere() {
    settings.put("auto.register.schemas", "false");
    SchemaRegistry registry = SchemaRegistries.forWriting(settings);

    assertThatThrownBy(() -> registry.register("s", SCHEMA))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("subject s", "auto.register.schemas is false");
    assertThat(registry.subjects()).isEmpty();

    int id = MockSchemaRegistries.of("own").register("s", SCHEMA);
    assertThat(registry.register("s", SCHEMA)).isEqualTo(id);
  }

  @Test
  void theLatestIsTakenIfItsRecordsHaveTheSameBytes() {
    settings.put("auto.register.schemas", "false");
    settings.put("use.latest.version", "true");
    SchemaRegistry registry = SchemaRegistries.forWriting(settings);
    Schema documented =
        new Schema.Parser().parse(SCHEMA.toString().replaceFirst("\\{", "{\"doc\":\"ours\","));
    Schema wider =
        schema(
            "{'type':'record','name':'R','fields':[{'name':'x','type':'double'},"
                + "{'name':'z','type':'int','default':0}]}");

    assertThatThrownBy(() -> registry.register("s", SCHEMA))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("no schema for subject s");
    int id = MockSchemaRegistries.of("own").register("s", documented);
    assertThat(registry.register("s", SCHEMA)).isEqualTo(id);
    MockSchemaRegistries.of("own").register("s", wider);
    assertThatThrownBy(() -> registry.register("s", SCHEMA))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("version 2 of subject s", "use.latest.version is true");
  }

  @Test
  void theyAreNormalizedIfSet() {
    try (StubRegistryServer server = new StubRegistryServer(200, "{'id':1}")) {
      settings.put("schema.registry.url", server.url());
      settings.put("normalize.schemas", "true");

      SchemaRegistries.forWriting(settings).register("s", SCHEMA);
      AvroSerializer serializer = new AvroSerializer(settings, false);
      serializer.serialize("t", datum(SCHEMA, 1.5));

      assertThat(server.uris())
          .containsExactly(
              "/subjects/s/versions?normalize=true", "/subjects/t-value/versions?normalize=true");
    }
  }
}
