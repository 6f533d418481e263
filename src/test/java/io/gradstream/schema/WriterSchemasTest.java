package io.gradstream.schema;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As which schema records are written and read when it is not simply their own. */
class WriterSchemasTest {

  private static final Schema OWN = record("x:double");
  private static final Schema WIDER =
      schema(
          "{'type':'record','name':'R','fields':[{'name':'y','type':'int','default':7},"
              + "{'name':'x','type':'double'}]}");
  private static final Schema NEEDY = record("x:double", "z:int");
  private static final GenericRecord RECORD = datum(OWN, 1.5);

  private final Map<String, Object> settings = new HashMap<>();
  private final MovedClock clock = new MovedClock();

  @BeforeEach
  void begin() {
    MockSchemaRegistries.drop("writers");
    settings.put("schema.registry.url", "mock://writers");
    settings.put("auto.register.schemas", false);
  }

  private SchemaRegistry registry() {
    return MockSchemaRegistries.of("writers");
  }

  @Test
  void aLatestSchemaThatCannotTakeTheRecordIsRefusedWithTheReason() {
    registry().register("t-value", NEEDY);
    settings.put("use.latest.version", true);

    assertThatThrownBy(() -> serializer().serialize("t", RECORD))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll(
            "version 1 of subject t-value", "R", "z", "latest.compatibility.strict: false");
  }

  @Test
  void aLatestSchemaThatIsNarrowerTakesWhatItHas() {
    registry().register("t-value", record());
    settings.put("use.latest.version", true);

    assertThat(serializer().serialize("t", RECORD)).isEqualTo(framed(1, datum(record())));
  }

  @Test
  void withoutTheCheckWhatDoesNotFitIsStillNotWritten() {
    registry().register("t-value", NEEDY);
    settings.put("use.latest.version", true);
    settings.put("latest.compatibility.strict", false);

    assertThatThrownBy(() -> serializer().serialize("t", RECORD))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("R", "topic t", "z");
  }

  @Test
  void withoutTheCheckAUnionMayHappenToFit() {
    Schema maybe = record("x:['null','double']");
    registry().register("t-value", OWN);
    settings.put("use.latest.version", true);
    assertThatThrownBy(() -> serializer().serialize("t", datum(maybe, 1.5)))
        .isInstanceOf(SerializationException.class);

    settings.put("latest.compatibility.strict", false);
    assertThat(serializer().serialize("t", datum(maybe, 1.5))).isEqualTo(framed(1, RECORD));
  }

  @Test
  void aNewerVersionIsWrittenOnceTheLatestIsAskedForAgain() {
    registry().register("t-value", OWN);
    settings.put("use.latest.version", true);
    settings.put("latest.cache.ttl.sec", 10);
    AvroSerializer serializer = serializer();
    serializer.serialize("t", RECORD);
    registry().register("t-value", WIDER);

    clock.now = clock.now.plusSeconds(9);
    assertThat(serializer.serialize("t", RECORD)).isEqualTo(framed(1, RECORD));
    clock.now = clock.now.plusSeconds(1);
    assertThat(serializer.serialize("t", RECORD)).isEqualTo(framed(2, datum(WIDER, 7, 1.5)));
  }

  @Test
  void byDefaultTheLatestIsAskedForOnce() {
    registry().register("t-value", OWN);
    settings.put("use.latest.version", true);
    AvroSerializer serializer = serializer();
    serializer.serialize("t", RECORD);
    registry().register("t-value", WIDER);

    clock.now = clock.now.plus(Duration.ofDays(365));
    assertThat(serializer.serialize("t", RECORD)).isEqualTo(framed(1, RECORD));
    assertThat(serializer().serialize("t", RECORD)).isEqualTo(framed(2, datum(WIDER, 7, 1.5)));
  }

  @Test
  void theSchemaOfAnIdIsWritten() {
    registry().register("another", WIDER);
    settings.put("use.schema.id", 1);

    assertThat(serializer().serialize("t", RECORD)).isEqualTo(framed(1, datum(WIDER, 7, 1.5)));

    registry().register("needy", NEEDY);
    settings.put("use.schema.id", 2);
    assertThatThrownBy(() -> serializer().serialize("t", RECORD))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("schema 2", "z", "id.compatibility.strict");
    settings.put("use.schema.id", 3);
    assertThatThrownBy(() -> serializer().serialize("t", RECORD))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("3");
  }

  @Test
  void registeringComesBeforeEverythingElse() {
    registry().register("t-value", WIDER);
    settings.put("auto.register.schemas", true);
    settings.put("use.latest.version", true);
    settings.put("use.schema.id", 1);

    assertThat(serializer().serialize("t", RECORD)).isEqualTo(framed(2, RECORD));
  }

  @Test
  void aReaderOfTheLatestVersionSeesRecordsAsOfIt() {
    registry().register("t-value", OWN);
    byte[] value = framed(1, RECORD);
    settings.put("use.latest.version", true);
    settings.put("latest.cache.ttl.sec", 10);
    AvroDeserializer deserializer = deserializer();
    assertThat(deserializer.deserialize("t", value)).isEqualTo(RECORD);

    registry().register("t-value", WIDER);
    clock.now = clock.now.plusSeconds(10);
    assertThat(deserializer.deserialize("t", value)).isEqualTo(datum(WIDER, 7, 1.5));
  }

  @Test
  void aReaderOfTheLatestVersionOfNothingSaysSo() {
    registry().register("another", OWN);
    settings.put("use.latest.version", true);

    assertThatThrownBy(() -> deserializer().deserialize("t", framed(1, RECORD)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("t-value", "use.latest.version");
  }

  @Test
  void propertiesOfJavaAreTakenOff() {
    Schema java =
        schema(
            "{'type':'record','name':'R','fields':[{'name':'s',"
                + "'type':{'type':'string','avro.java.string':'String'}}]}");
    settings.put("auto.register.schemas", true);
    settings.put("avro.remove.java.properties", true);

    byte[] value = serializer().serialize("t", datum(java, "x"));

    assertThat(registry().byId(1)).isEqualTo(record("s:string"));
    assertThat(value).isEqualTo(framed(1, datum(record("s:string"), "x")));
  }

  private AvroSerializer serializer() {
    AvroSerializer serializer = new AvroSerializer(clock);
    serializer.configure(settings, false);
    return serializer;
  }

  private AvroDeserializer deserializer() {
    AvroDeserializer deserializer = new AvroDeserializer(clock);
    deserializer.configure(settings, false);
    return deserializer;
  }

  private static final class MovedClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
