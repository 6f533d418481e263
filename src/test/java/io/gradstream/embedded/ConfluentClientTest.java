package io.gradstream.embedded;

import static io.gradstream.embedded.GenuineClient.record;
import static io.gradstream.embedded.GenuineClient.referring;
import static io.gradstream.embedded.GenuineClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.SubjectVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confluent's client registers with the embedded registry and finds what is registered. */
class ConfluentClientTest {

  private static final AvroSchema FIRST = record("x:double");
  private static final AvroSchema SECOND = record("x:double", "y:int=0");

  private EmbeddedSchemaRegistry registry;
  private SchemaRegistryClient client;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
    client = GenuineClient.of(registry);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    registry.close();
  }

  @Test
  void aSchemaIsRegisteredOnceAndKeepsItsId() throws Exception {
    int id = client.register("s-value", FIRST);

    assertThat(GenuineClient.of(registry).register("s-value", FIRST)).isEqualTo(id);
    assertThat(client.register("t-value", FIRST)).isEqualTo(id);
    assertThat(client.register("s-value", SECOND)).isGreaterThan(id);
    assertThat(client.getAllVersions("s-value")).containsExactly(1, 2);
  }

  @Test
  void aSchemaIsFoundByItsIdByAClientThatDidNotRegisterIt() throws Exception {
    int id = client.register("s-value", SECOND);

    SchemaRegistryClient other = GenuineClient.of(registry);
    assertThat(other.getSchemaById(id)).isEqualTo(SECOND);
    assertThat(other.getSchemaBySubjectAndId("s-value", id)).isEqualTo(SECOND);
    assertThat(other.getId("s-value", SECOND)).isEqualTo(id);
    assertThat(other.getVersion("s-value", SECOND)).isEqualTo(1);
  }

  @Test
  void versionsAreListedAndFoundOneByOne() throws Exception {
    client.register("s-value", FIRST);
    int id = client.register("s-value", SECOND);

    SchemaMetadata latest = client.getLatestSchemaMetadata("s-value");
    assertThat(latest.getId()).isEqualTo(id);
    assertThat(latest.getVersion()).isEqualTo(2);
    assertThat(latest.getSchemaType()).isEqualTo("AVRO");
    assertThat(client.getSchemaMetadata("s-value", 1).getSchema())
        .isEqualTo(FIRST.canonicalString());
    assertThat(client.getByVersion("s-value", 2, false).getId()).isEqualTo(id);
    assertThat(client.getAllVersionsById(id)).containsExactly(new SubjectVersion("s-value", 2));
    assertThat(client.getAllSubjectsById(id)).containsExactly("s-value");
  }

  @Test
  void subjectsAreListedAlsoByPrefixAndWithNamesThatUrlsMustEscape() throws Exception {
    client.register("a/b c+d", FIRST);
    client.register("flights-value", FIRST);

    assertThat(client.getAllSubjects()).containsExactlyInAnyOrder("a/b c+d", "flights-value");
    assertThat(client.getAllSubjectsByPrefix("fli")).containsExactly("flights-value");
    assertThat(client.getLatestSchemaMetadata("a/b c+d").getVersion()).isEqualTo(1);
  }

  @Test
  void allSchemasAreListedByPrefixOrOnlyTheirLatestVersions() throws Exception {
    client.register("s-value", FIRST);
    client.register("s-value", SECOND);
    client.register("t-value", FIRST);

    assertThat(client.getSchemas("s-", false, false)).containsExactly(FIRST, SECOND);
    assertThat(client.getSchemas("s-", false, true)).containsExactly(SECOND);
    assertThat(client.getSchemas(null, false, false)).hasSize(3);
  }

  @Test
  void aSchemaThatRefersToAnotherIsRegisteredAndResolved() throws Exception {
    client.register("inner", record("x:double"));
    AvroSchema outer = referring("R", "inner", 1);
    int id = client.register("outer-value", outer);

    AvroSchema found = (AvroSchema) GenuineClient.of(registry).getSchemaById(id);
    assertThat(found.references()).isEqualTo(outer.references());
    assertThat(found.rawSchema()).isEqualTo(outer.rawSchema());
    refused(42206, () -> client.deleteSchemaVersion("inner", "1"));
  }

  @Test
  void aNormalizedSchemaIsTheSameInAnyOrderOfItsAttributes() throws Exception {
    String fields = "\"fields\":[{\"type\":\"double\",\"name\":\"x\"}]";
    int id = client.register("s-value", FIRST, true);

    AvroSchema reordered = new AvroSchema("{" + fields + ",\"type\":\"record\",\"name\":\"R\"}");
    assertThat(client.register("s-value", reordered, true)).isEqualTo(id);
    assertThat(client.getId("s-value", reordered, true)).isEqualTo(id);
  }

  @Test
  void whatIsNotThereIsRefusedWithConfluentsCodes() throws Exception {
    client.register("s-value", FIRST);

    refused(40401, () -> client.getAllVersions("none"));
    refused(40401, () -> client.getLatestSchemaMetadata("none"));
    refused(40402, () -> client.getSchemaMetadata("s-value", 9));
    refused(40403, () -> client.getSchemaById(99));
    refused(40403, () -> client.getId("s-value", SECOND));
    refused(40401, () -> client.getId("none", SECOND));
    refused(42202, () -> client.getSchemaMetadata("s-value", 0));
    refused(42208, () -> client.register(":.other:s-value", FIRST));
  }
}
