package io.gradstream.embedded;

import static io.gradstream.embedded.GenuineClient.record;
import static io.gradstream.embedded.GenuineClient.referring;
import static io.gradstream.embedded.GenuineClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confluent's client deletes in the embedded registry: softly first, then for good. */
class ConfluentDeletionTest {

  private static final String SUBJECT = "s-value";
  private static final AvroSchema FIRST = record("x:double");
  private static final AvroSchema SECOND = record("x:double", "y:int=0");

  private EmbeddedSchemaRegistry registry;
  private SchemaRegistryClient client;
  private int second;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    client = GenuineClient.of(registry);
    client.register(SUBJECT, FIRST);
    second = client.register(SUBJECT, SECOND);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    registry.close();
  }

  @Test
  void aVersionIsDeletedSoftlyFirst() throws Exception {
    refused(40407, () -> client.deleteSchemaVersion(SUBJECT, "2", true));
    assertThat(client.deleteSchemaVersion(SUBJECT, "2")).isEqualTo(2);
    assertThat(client.getAllVersions(SUBJECT)).containsExactly(1);
    assertThat(client.getAllVersions(SUBJECT, true)).containsExactly(1, 2);
    refused(40406, () -> client.deleteSchemaVersion(SUBJECT, "2"));
    assertThat(GenuineClient.of(registry).getSchemaById(second)).isEqualTo(SECOND);

    assertThat(client.deleteSchemaVersion(SUBJECT, "2", true)).isEqualTo(2);
    assertThat(client.getAllVersions(SUBJECT, true)).containsExactly(1);
    refused(40403, () -> GenuineClient.of(registry).getSchemaById(second));
  }

  @Test
  void aSubjectIsDeletedSoftlyFirst() throws Exception {
    refused(40405, () -> client.deleteSubject(SUBJECT, true));
    assertThat(client.deleteSubject(SUBJECT)).containsExactly(1, 2);
    assertThat(client.getAllSubjects()).isEmpty();
    assertThat(client.getAllSubjects(true)).containsExactly(SUBJECT);
    refused(40404, () -> client.deleteSubject(SUBJECT));

    assertThat(client.deleteSubject(SUBJECT, true)).containsExactly(1, 2);
    assertThat(client.getAllSubjects(true)).isEmpty();
    refused(40401, () -> client.deleteSubject(SUBJECT));
  }

  @Test
  void aDeletedSchemaComesBackWithItsIdAsANewVersion() throws Exception {
    client.deleteSchemaVersion(SUBJECT, "2");

    assertThat(GenuineClient.of(registry).register(SUBJECT, SECOND)).isEqualTo(second);
    assertThat(client.getAllVersions(SUBJECT)).containsExactly(1, 3);
    assertThat(client.getAllVersions(SUBJECT, true)).containsExactly(1, 3);
  }

  @Test
  void theLastVersionTakesLevelAndModeWithIt() throws Exception {
    client.updateCompatibility(SUBJECT, "NONE");
    client.setMode("READWRITE", SUBJECT);
    client.deleteSchemaVersion(SUBJECT, "1");
    client.deleteSchemaVersion(SUBJECT, "2");

    refused(40408, () -> client.getConfig(SUBJECT));
    refused(40409, () -> client.getMode(SUBJECT));
  }

  @Test
  void aVersionThatAnotherRefersToStaysUntilThatOneIsDeleted() throws Exception {
    client.register("inner", FIRST);
    client.register("outer", referring("R", "inner", 1));
    refused(42206, () -> client.deleteSchemaVersion("inner", "1"));

    client.deleteSubject("outer");
    assertThat(client.deleteSchemaVersion("inner", "1")).isEqualTo(1);
    assertThat(client.deleteSchemaVersion("inner", "1", true)).isEqualTo(1);
  }
}
