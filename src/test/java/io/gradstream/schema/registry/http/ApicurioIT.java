package io.gradstream.schema.registry.http;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.schema.AvroDeserializer;
import io.gradstream.schema.AvroSerializer;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SchemaRegistryException.Kind;
import io.gradstream.schema.registry.SchemaSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The client and the serdes against a registry that nobody here wrote. Each test has subjects of
 * its own name.
 *
 * <p>Apicurio differs from Confluent's registry in this: its level is NONE until it is set; it
 * lists subjects in the order of their creation; it gives reasons for an incompatibility as {@code
 * reason}, not {@code messages}; asked whether a schema is compatible with a subject, it compares
 * with all versions even where the level asks for the latest only.
 */
class ApicurioIT {

  private static final Schema FIRST = record("x:double");
  private static final Schema SECOND = record("x:double", "y:int");
  private static final Schema SECOND_WITH_DEFAULT =
      schema(
          "{'type':'record','name':'R','fields':[{'name':'x','type':'double'},"
              + "{'name':'y','type':'int','default':7}]}");

  private static Apicurio apicurio;

  private final Map<String, Object> settings = new HashMap<>();
  private SchemaRegistry registry;
  private String topic;
  private String subject;

  @BeforeAll
  static void start() throws IOException {
    apicurio = Apicurio.start();
  }

  @AfterAll
  static void stop() {
    apicurio.close();
  }

  @BeforeEach
  void begin(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    subject = topic + "-value";
    settings.put("schema.registry.url", apicurio.url() + "/");
    registry = SchemaRegistries.from(settings);
  }

  @Test
  void versionsFollowEachOtherAndAreFoundByIdAndNumber() {
    int first = registry.register(subject, FIRST);
    int second = registry.register(subject, SECOND);

    assertThat(second).isNotEqualTo(first);
    assertThat(registry.register(subject, FIRST)).isEqualTo(first);
    assertThat(registry.byId(first)).isEqualTo(FIRST);
    assertThat(registry.byId(second)).isEqualTo(SECOND);
    assertThat(registry.versions(subject)).containsExactly(1, 2);
    assertThat(registry.latest(subject)).contains(new RegisteredSchema(subject, 2, second, SECOND));
    assertThat(registry.version(subject, 1))
        .contains(new RegisteredSchema(subject, 1, first, FIRST));
    assertThat(registry.subjects()).contains(subject);
  }

  @Test
  void theSameSchemaHasOneIdUnderAllSubjects() {
    assertThat(registry.register(subject, FIRST))
        .isEqualTo(registry.register(topic + "-other", FIRST));
  }

  @Test
  void aSchemaIsLookedUpInItsSubject() {
    int id = registry.register(subject, FIRST);

    assertThat(registry.lookup(subject, FIRST))
        .contains(new RegisteredSchema(subject, 1, id, FIRST));
    assertThat(registry.lookup(subject, SECOND)).isEmpty();
    assertThat(registry.lookup("nothing-here", FIRST)).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    registry.register(subject, FIRST);
    SchemaRegistryException missing =
        catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(999_999));

    assertThat(missing.isNotFound()).isTrue();
    assertThat(missing)
        .hasMessageContainingAll(
            apicurio.url() + "/schemas/ids/999999",
            "cannot get the schema of id 999999",
            "HTTP 404, error code 40403");
    assertThat(registry.latest("nothing-here")).isEmpty();
    assertThat(registry.version("nothing-here", 1)).isEmpty();
    assertThat(registry.version(subject, 9)).isEmpty();
    assertThat(registry.versions("nothing-here")).isEmpty();
    assertThat(registry.incompatibilities("nothing-here", SchemaSource.of(FIRST))).isEmpty();
  }

  @Test
  void namesAndDocsMayHaveAnyCharacters() {
    Schema odd = schema("{'type':'record','name':'R','doc':'Zürich \ud83d\ude80','fields':[]}");
    int id = registry.register("Flüge & more:100% +x", odd);

    assertThat(registry.latest("Flüge & more:100% +x"))
        .contains(new RegisteredSchema("Flüge & more:100% +x", 1, id, odd));
    assertThat(SchemaRegistries.from(settings).byId(id).getDoc()).isEqualTo(odd.getDoc());
  }

  @Test
  void anIncompatibleSchemaIsRefusedWithItsReasonOnceALevelIsSet() throws Exception {
    registry.register(subject, FIRST);
    assertThat(registry.incompatibilities(subject, SchemaSource.of(SECOND))).isEmpty();
    apicurio.setCompatibility(subject, "BACKWARD");

    SchemaRegistryException refused =
        catchThrowableOfType(
            SchemaRegistryException.class, () -> registry.register(subject, SECOND));

    assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
    assertThat(refused.errorCode()).isEqualTo(RegistryApi.INCOMPATIBLE);
    assertThat(refused)
        .hasMessageContainingAll(
            apicurio.url(), "under subject " + subject, "Incompatible", "y", "error code 409");
    assertThat(registry.incompatibilities(subject, SchemaSource.of(SECOND)))
        .singleElement()
        .asString()
        .contains("Incompatible", "y");
    assertThat(registry.register(subject, SECOND_WITH_DEFAULT)).isPositive();
  }

  @Test
  void aLevelMayAskForCompatibilityWithAllVersions() {
    registry.register(subject, record("x:int"));
    registry.register(subject, record());
    SchemaSource third =
        source("{'type':'record','name':'R','fields':[{'name':'x','type':'string','default':''}]}");
    apicurio.setCompatibility(subject, "BACKWARD_TRANSITIVE");

    assertThat(registry.incompatibilities(subject, third))
        .singleElement()
        .asString()
        .contains("STRING not compatible with writer type: INT");
    assertThatThrownBy(() -> registry.register(subject, third, false))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContaining("error code 409");
  }

  @Test
  void aTextThatIsNoSchemaIsRefused() {
    SchemaSource nonsense = new SchemaSource("nonsense", List.of());

    assertThatThrownBy(() -> registry.register(subject, nonsense, false))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContainingAll(subject, "HTTP 422", "error code 42201");
  }

  @Test
  void typesThatASchemaRefersToComeWithIt() {
    Schema airport = record("code:string");
    registry.register(topic + "-airport", airport);
    SchemaReference reference = new SchemaReference("R", topic + "-airport", 1);
    SchemaSource flight =
        new SchemaSource(
            "{\"type\":\"record\",\"name\":\"F\",\"fields\":[{\"name\":\"from\",\"type\":\"R\"}]}",
            List.of(reference));

    int id = registry.register(subject, flight, false);

    SchemaRegistry another = SchemaRegistries.from(settings);
    assertThat(another.byId(id).getField("from").schema()).isEqualTo(airport);
    RegisteredSchema latest = another.latest(subject).orElseThrow();
    assertThat(latest.references()).containsExactly(reference);
    assertThat(latest.schema().getField("from").schema()).isEqualTo(airport);
    assertThat(another.lookup(subject, flight, false)).contains(latest);
  }

  @Test
  void schemasThatDifferInNothingThatMattersAreOneIfNormalized() {
    SchemaSource tidy = source("{'type':'record','name':'R','namespace':'o','fields':[]}");
    SchemaSource untidy = source("{'fields':[],'namespace':'o','name':'R','type':'record'}");

    int id = registry.register(subject, tidy, true);

    assertThat(registry.register(subject, untidy, true)).isEqualTo(id);
    assertThat(registry.versions(subject)).containsExactly(1);
    assertThat(registry.lookup(subject, untidy, true)).isPresent();
  }

  @Test
  void recordsOfDifferentVersionsAreReadAsTheyWereWritten() {
    AvroSerializer serializer = new AvroSerializer(settings, false);
    byte[] old = serializer.serialize(topic, datum(FIRST, 1.5));
    byte[] young = serializer.serialize(topic, datum(SECOND_WITH_DEFAULT, 2.5, 3));

    AvroDeserializer deserializer = new AvroDeserializer(settings);
    assertThat(deserializer.deserialize(topic, old)).isEqualTo(datum(FIRST, 1.5));
    assertThat(deserializer.deserialize(topic, young))
        .isEqualTo(datum(SECOND_WITH_DEFAULT, 2.5, 3));
    assertThat(WireFormat.schemaId(young)).isEqualTo(registry.latest(subject).orElseThrow().id());
  }

  @Test
  void theLatestVersionIsWrittenAndRead() {
    registry.register(subject, SECOND_WITH_DEFAULT);
    settings.put("auto.register.schemas", "false");
    assertThatThrownBy(() -> new AvroSerializer(settings, false).serialize(topic, first()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(subject);
    settings.put("use.latest.version", "true");

    byte[] value = new AvroSerializer(settings, false).serialize(topic, first());

    assertThat(new AvroDeserializer(settings).deserialize(topic, value))
        .isEqualTo(datum(SECOND_WITH_DEFAULT, 1.5, 7));
  }

  @Test
  void subjectsAreNamedByTheStrategy() {
    settings.put(
        "value.subject.name.strategy",
        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");

    new AvroSerializer(settings, false).serialize(topic, first());
    new AvroSerializer(settings, true).serialize(topic, first());

    assertThat(registry.subjects()).contains(topic + "-R", topic + "-key");
  }

  private static GenericRecord first() {
    return datum(FIRST, 1.5);
  }

  private static SchemaSource source(String json) {
    return new SchemaSource(json.replace('\'', '"'), List.of());
  }
}
