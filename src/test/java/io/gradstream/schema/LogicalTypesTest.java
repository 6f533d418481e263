package io.gradstream.schema;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogicalTypesTest {

  private static final Instant NOON = Instant.parse("2013-07-04T12:00:00.123456789Z");
  private static final LocalDateTime LOCAL_NOON = LocalDateTime.parse("2013-07-04T12:00:00.123456");

  @BeforeEach
  void begin() {
    MockSchemaRegistries.drop("logical");
  }

  static Stream<Arguments> values() {
    return Stream.of(
        of("int", "date", LocalDate.of(2013, 7, 4)),
        of("int", "time-millis", LocalTime.of(12, 0, 0, 1_000_000)),
        of("long", "time-micros", LocalTime.of(12, 0, 0, 1_000)),
        of("long", "timestamp-millis", NOON.truncatedTo(ChronoUnit.MILLIS)),
        of("long", "timestamp-micros", NOON.truncatedTo(ChronoUnit.MICROS)),
        of("long", "timestamp-nanos", NOON),
        of("long", "local-timestamp-micros", LOCAL_NOON),
        of("string", "uuid", UUID.fromString("01234567-89ab-cdef-0123-456789abcdef")),
        of("bytes", "decimal','precision':9,'scale':2,'x':'", new BigDecimal("1234.50")));
  }

  private static Arguments of(String type, String logical, Object value) {
    return Arguments.of(
        record("v:{'type':'%s','logicalType':'%s'}".formatted(type, logical)), value);
  }

  @ParameterizedTest
  @MethodSource("values")
  void areTheJdksTypesIfWanted(Schema schema, Object value) {
    byte[] bytes = serializer(true).serialize("t", datum(schema, value));

    GenericRecord read = deserializer(true).deserialize("t", bytes);

    assertThat(read.get("v")).isEqualTo(value);
  }

  @Test
  void areNumbersOtherwise() {
    Schema schema = record("v:{'type':'int','logicalType':'date'}");
    byte[] bytes = serializer(false).serialize("t", datum(schema, 15_890));

    assertThat(deserializer(false).deserialize("t", bytes).get("v")).isEqualTo(15_890);
    assertThat(deserializer(true).deserialize("t", bytes).get("v"))
        .isEqualTo(LocalDate.of(2013, 7, 4));
    assertThatThrownBy(
            () -> serializer(false).serialize("t", datum(schema, LocalDate.of(2013, 7, 4))))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("LocalDate");
  }

  @Test
  void areWrittenAsTheLatestVersionToo() {
    Schema date = record("v:{'type':'int','logicalType':'date'}");
    Schema more = record("v:{'type':'int','logicalType':'date'}", "w:['null','int']");
    MockSchemaRegistries.of("logical").register("t-value", more);
    AvroSerializer serializer =
        new AvroSerializer(
            Map.of(
                "schema.registry.url", "mock://logical",
                "auto.register.schemas", "false",
                "use.latest.version", "true",
                "avro.use.logical.type.converters", "true"),
            false);
    Schema both = record("u:int", "v:{'type':'int','logicalType':'date'}", "w:['null','int']");

    byte[] bytes = serializer.serialize("t", datum(both, 1, LocalDate.of(2013, 7, 4), null));

    assertThat(deserializer(true).deserialize("t", bytes).get("v"))
        .isEqualTo(LocalDate.of(2013, 7, 4));
    assertThatThrownBy(() -> serializer.serialize("t", datum(date, LocalDate.of(2013, 7, 4))))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("w");
  }

  private static AvroSerializer serializer(boolean logical) {
    return new AvroSerializer(settings(logical), false);
  }

  private static AvroDeserializer deserializer(boolean logical) {
    return new AvroDeserializer(settings(logical));
  }

  private static Map<String, ?> settings(boolean logical) {
    return Map.of(
        "schema.registry.url", "mock://logical", "avro.use.logical.type.converters", logical);
  }
}
