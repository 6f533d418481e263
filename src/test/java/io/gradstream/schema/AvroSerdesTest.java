package io.gradstream.schema;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroSerdesTest {

  private static final Schema SCHEMA =
      schema(
          "{'type':'record','name':'Flight','namespace':'org.example','fields':["
              + "{'name':'distance','type':'double'},{'name':'carrier','type':'string'}]}");
  private static final GenericRecord FLIGHT = datum(SCHEMA, 1400.0, "Zürich");

  private final Map<String, Object> settings = new HashMap<>();

  @BeforeEach
  void begin() {
    MockSchemaRegistries.drop("serdes");
    settings.put("schema.registry.url", "mock://serdes");
  }

  private SchemaRegistry registry() {
    return MockSchemaRegistries.of("serdes");
  }

  @Test
  void whatIsWrittenIsRead() {
    byte[] value = serializer().serialize("flights", FLIGHT);
    GenericRecord read = deserializer().deserialize("flights", value);

    assertThat(read.toString()).isEqualTo(FLIGHT.toString());
    assertThat(read.getSchema()).isEqualTo(SCHEMA);
  }

  @Test
  void theBytesAreMagicIdAndAvrosOwnEncoding() {
    registry().register("another", record("x:int"));

    byte[] value = serializer().serialize("flights", FLIGHT);

    int id = registry().latest("flights-value").orElseThrow().id();
    assertThat(id).isEqualTo(2);
    assertThat(value).startsWith(0, 0, 0, 0, 2).isEqualTo(framed(id, FLIGHT));
  }

  @Test
  void nullStaysNull() {
    assertThat(serializer().serialize("flights", null)).isNull();
    assertThat(deserializer().deserialize("flights", null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "TopicNameStrategy, flights-key, flights-value",
    "RecordNameStrategy, org.example.Flight, org.example.Flight",
    "TopicRecordNameStrategy, flights-org.example.Flight, flights-org.example.Flight"
  })
  void subjectsAreNamedByTheStrategy(String strategy, String key, String value) {
    String className = "io.confluent.kafka.serializers.subject." + strategy;
    settings.put("key.subject.name.strategy", className);
    settings.put("value.subject.name.strategy", className);

    new AvroSerializer(settings, true).serialize("flights", FLIGHT);
    assertThat(registry().subjects()).containsExactly(key);

    new AvroSerializer(settings, false).serialize("flights", FLIGHT);
    assertThat(registry().subjects()).contains(value);
  }

  @Test
  void aSchemaThatMayNotBeRegisteredMustBeThere() {
    settings.put("auto.register.schemas", "false");

    assertThatThrownBy(() -> serializer().serialize("flights", FLIGHT))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("flights-value", "auto.register.schemas");

    registry().register("flights-value", SCHEMA);
    assertThat(serializer().serialize("flights", FLIGHT)).isEqualTo(framed(1, FLIGHT));
  }

  @Test
  void theLatestSchemaIsWrittenByNameWithItsDefaults() {
    Schema latest =
        schema(
            "{'type':'record','name':'Flight','namespace':'org.example','fields':["
                + "{'name':'carrier','type':'string'},"
                + "{'name':'origin','type':'string','default':'JFK'},"
                + "{'name':'distance','type':'double'}]}");
    registry().register("flights-value", latest);
    settings.put("auto.register.schemas", "false");
    settings.put("use.latest.version", "true");

    byte[] value = serializer().serialize("flights", FLIGHT);

    assertThat(value).isEqualTo(framed(1, datum(latest, "Zürich", "JFK", 1400.0)));
  }

  @Test
  void aRecordThatDoesNotFitItsSchemaLeavesNothingBehind() {
    AvroSerializer serializer = serializer();

    assertThatThrownBy(() -> serializer.serialize("flights", datum(SCHEMA, 1400.0, 7)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("org.example.Flight", "flights");

    assertThat(serializer.serialize("flights", FLIGHT)).isEqualTo(framed(1, FLIGHT));
  }

  @Test
  void bytesThatAreNoRecordAreRefusedWithTheirTopic() {
    registry().register("flights-value", SCHEMA);
    AvroDeserializer deserializer = deserializer();

    assertThatThrownBy(() -> deserializer.deserialize("flights", "text".getBytes(UTF_8)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("flights", "0x74");
    assertThatThrownBy(() -> deserializer.deserialize("flights", new byte[] {0, 0, 0, 0, 1, 9}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("flights", "schema 1");
    assertThatThrownBy(() -> deserializer.deserialize("flights", new byte[] {0, 0, 0, 0, 9, 9}))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("9");
  }

  @Test
  void aHeaderThatNamesNoSchemaIsRefusedAndTheValueNotMistakenForAFrame() {
    registry().register("flights-value", SCHEMA);
    Headers headers = new RecordHeaders().add("__value_schema_id", new byte[17]);
    byte[] value = serializer().serialize("flights", FLIGHT);

    assertThatThrownBy(() -> deserializer().deserialize("flights", headers, value))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("flights", "__value_schema_id", "GUID of 16");
    assertThat(deserializer().deserialize("flights", new RecordHeaders(), value)).isEqualTo(FLIGHT);
  }

  @Test
  void aSchemaThatIsNoRecordIsRefusedByName() {
    int id = registry().register("words-value", Schema.create(Schema.Type.STRING));

    assertThatThrownBy(() -> deserializer().deserialize("words", WireFormat.header(id)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("schema %d is of type string", id);
  }

  @Test
  void aSchemaThatTheRegistryRefusesIsRefused() {
    registry().register("flights-value", record("other:int"));

    assertThatThrownBy(() -> serializer().serialize("flights", FLIGHT))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("incompatible");
  }

  @Test
  void aSerdeWithoutRegistryNamesTheSetting() {
    assertThatThrownBy(() -> new AvroSerializer().configure(Map.of(), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void aSerdeThatNobodyConfiguredSaysSo() {
    assertThatThrownBy(() -> new AvroSerializer().serialize("flights", FLIGHT))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new AvroDeserializer().deserialize("flights", framed(1, FLIGHT)))
        .isInstanceOf(IllegalStateException.class);
  }

  private AvroSerializer serializer() {
    AvroSerializer serializer = new AvroSerializer();
    serializer.configure(settings, false);
    return serializer;
  }

  private AvroDeserializer deserializer() {
    AvroDeserializer deserializer = new AvroDeserializer();
    deserializer.configure(settings, false);
    return deserializer;
  }
}
