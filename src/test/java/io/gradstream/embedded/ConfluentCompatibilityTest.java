package io.gradstream.embedded;

import static io.gradstream.embedded.GenuineClient.record;
import static io.gradstream.embedded.GenuineClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Confluent's client asks the embedded registry what is compatible, and under which rules. */
class ConfluentCompatibilityTest {

  private static final String SUBJECT = "s-value";
  private static final AvroSchema FIRST = record("x:double", "y:int=0");
  private static final AvroSchema ADDED = record("x:double", "y:int=0", "z:int");
  private static final AvroSchema ADDED_WITH_DEFAULT = record("x:double", "y:int=0", "z:int=1");
  private static final AvroSchema REMOVED = record("y:int=0");
  private static final AvroSchema REMOVED_DEFAULTED = record("x:double");

  private EmbeddedSchemaRegistry registry;
  private SchemaRegistryClient client;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    client = GenuineClient.of(registry);
    client.register(SUBJECT, FIRST);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, true, true, true, true",
    "BACKWARD, false, true, true, true",
    "BACKWARD_TRANSITIVE, false, true, true, true",
    "FORWARD, true, true, false, true",
    "FORWARD_TRANSITIVE, true, true, false, true",
    "FULL, false, true, false, true",
    "FULL_TRANSITIVE, false, true, false, true"
  })
  void everyLevelAllowsWhatItsNameSays(
      String level, boolean added, boolean withDefault, boolean removed, boolean defaulted)
      throws Exception {
    client.updateCompatibility(SUBJECT, level);

    assertThat(client.testCompatibility(SUBJECT, ADDED)).isEqualTo(added);
    assertThat(client.testCompatibility(SUBJECT, ADDED_WITH_DEFAULT)).isEqualTo(withDefault);
    assertThat(client.testCompatibility(SUBJECT, REMOVED)).isEqualTo(removed);
    assertThat(client.testCompatibility(SUBJECT, REMOVED_DEFAULTED)).isEqualTo(defaulted);
  }

  @Test
  void onlyTransitiveLevelsLookPastTheLatestVersion() throws Exception {
    client.register(SUBJECT, REMOVED_DEFAULTED);
    AvroSchema retyped = record("x:double", "y:string=\"\"");

    client.updateCompatibility(SUBJECT, "BACKWARD_TRANSITIVE");
    refused(409, () -> client.register(SUBJECT, retyped));
    client.updateCompatibility(SUBJECT, "BACKWARD");
    assertThat(client.register(SUBJECT, retyped)).isPositive();
  }

  @Test
  void anIncompatibleSchemaIsNotRegisteredAndTheReasonSaysWhy() throws Exception {
    assertThat(refused(409, () -> client.register(SUBJECT, ADDED)))
        .hasMessageContaining(
            "Schema being registered is incompatible with an earlier schema for subject"
                + " \"s-value\", details: [")
        .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE");
    assertThat(client.testCompatibilityVerbose(SUBJECT, ADDED))
        .isNotEmpty()
        .anyMatch(reason -> reason.contains("READER_FIELD_MISSING_DEFAULT_VALUE"));
    assertThat(client.testCompatibilityVerbose(SUBJECT, ADDED_WITH_DEFAULT)).isEmpty();
    assertThat(client.getAllVersions(SUBJECT)).containsExactly(1);
  }

  @Test
  void aSubjectHasALevelOfItsOwnOrTheRegistrys() throws Exception {
    assertThat(client.getCompatibility(null)).isEqualTo("BACKWARD");
    refused(40408, () -> client.getConfig(SUBJECT));

    client.updateConfig(SUBJECT, new Config("FULL"));
    assertThat(client.getConfig(SUBJECT).getCompatibilityLevel()).isEqualTo("FULL");
    client.updateCompatibility(null, "NONE");
    assertThat(client.testCompatibility(SUBJECT, ADDED)).isFalse();

    client.deleteConfig(SUBJECT);
    assertThat(client.testCompatibility(SUBJECT, ADDED)).isTrue();
    refused(40401, () -> deleteConfig(SUBJECT));
    refused(42203, () -> client.updateCompatibility(SUBJECT, "SIDEWAYS"));
  }

  @Test
  void aReadOnlySubjectTakesNothingNewButKnowsWhatItHas() throws Exception {
    int id = client.getId(SUBJECT, FIRST);
    client.setMode("READONLY", SUBJECT);
    assertThat(client.getMode(SUBJECT)).isEqualTo("READONLY");

    SchemaRegistryClient other = GenuineClient.of(registry);
    assertThat(other.register(SUBJECT, FIRST)).isEqualTo(id);
    refused(42205, () -> other.register(SUBJECT, ADDED_WITH_DEFAULT));
    refused(42205, () -> other.deleteSubject(SUBJECT));

    client.deleteMode(SUBJECT);
    assertThat(other.register(SUBJECT, ADDED_WITH_DEFAULT)).isGreaterThan(id);
    refused(40401, () -> deleteMode(SUBJECT));
    assertThat(client.getMode()).isEqualTo("READWRITE");
  }

  @Test
  void importKeepsIdsAndVersionsThatTheClientGives() throws Exception {
    client.setMode("IMPORT", "imported");
    assertThat(client.register("imported", FIRST, 7, 1007)).isEqualTo(1007);

    assertThat(client.getSchemaMetadata("imported", 7).getId()).isEqualTo(1007);
    assertThat(GenuineClient.of(registry).getSchemaById(1007)).isEqualTo(FIRST);
    refused(42205, () -> client.register("imported", ADDED, 8, 1007));
    refused(42205, () -> client.register(SUBJECT, ADDED_WITH_DEFAULT, 9, 1009));
  }

  private Object deleteConfig(String subject) throws Exception {
    client.deleteConfig(subject);
    return subject;
  }

  private Object deleteMode(String subject) throws Exception {
    client.deleteMode(subject);
    return subject;
  }
}
