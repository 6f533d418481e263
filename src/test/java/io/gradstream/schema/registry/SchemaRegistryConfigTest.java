package io.gradstream.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.http.StubRegistryServer;
import io.gradstream.schema.registry.http.StubRegistryServer.Asked;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryConfigTest {

  private static final String ANN_SECRET = "Basic YW5uOnNlY3JldA==";

  private final StubRegistryServer server = new StubRegistryServer(200, "[]");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aMissingUrlIsNamed() {
    assertThatThrownBy(() -> SchemaRegistries.from(Map.of("bootstrap.servers", "localhost:9092")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:8081", "ftp://host", "http://", "http://a,mock://b"})
  void aUrlThatIsNoneIsNamed(String url) {
    assertThatThrownBy(() -> SchemaRegistries.from(Map.of("schema.registry.url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @ParameterizedTest
  @CsvSource({
    "specific.avro.reader, false",
    "schema.reflection, false",
    "rule.executors, ''",
    "context.name.strategy, io.confluent.kafka.serializers.context.NullContextNameStrategy",
    "key.schema.id.serializer, io.confluent.kafka.serializers.schema.id.PrefixSchemaIdSerializer",
    "ssl.keystore.location, none.jks",
    "ssl.engine.factory.class, org.example.Engines",
    "sasl.jaas.config, anything"
  })
  void whatChangesNothingHereIsPassedOver(String name, String value) {
    ask(Map.of("schema.registry.url", server.url(), name, value));

    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.credentials.source, KERBEROS",
    "bearer.auth.credentials.source, OAUTHBEARER",
    "bearer.auth.credentials.source, SASL_OAUTHBEARER_INHERIT",
    "bearer.auth.credentials.source, CUSTOM",
    "max.retries, -1",
    "retries.wait.ms, soon",
    "latest.cache.size, 0",
    "use.schema.id, -2",
    "specific.avro.reader, true",
    "schema.reflection, true",
    "context.name.strategy, org.example.Contexts",
    "rule.executors, mask",
    "use.latest.with.metadata, application.version=v1",
    "value.schema.id.serializer, io.confluent.kafka.serializers.schema.id.HeaderSchemaIdSerializer",
    "schema.registry.ssl.engine.factory.class, org.example.Engines",
    "schema.registry.ssl.endpoint.identification.algorithm, LDAPS",
    "schema.registry.ssl.enabled.protocols, TLSv9",
    "schema.registry.ssl.truststore.location, none.jks",
    "proxy.port, 70000",
    "proxy.host, proxy.example",
    "value.subject.name.strategy, org.example.MyStrategy",
    "http.read.timeout.ms, 0",
    "auto.register.schemas, perhaps"
  })
  void aSettingOutOfRangeIsNamed(String name, String value) {
    Map<String, String> settings = Map.of("schema.registry.url", "http://localhost", name, value);

    assertThatThrownBy(() -> SchemaRegistries.from(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(name, value);
  }

  @Test
  void requestsAreOfTheRegistrysMediaTypeAndAnonymousAtFirst() {
    ask(Map.of("schema.registry.url", server.url() + "/"));

    assertThat(server.asked())
        .containsExactly(
            new Asked("GET", "/subjects", "application/vnd.schemaregistry.v1+json", null));
  }

  @Test
  void credentialsComeFromTheUrl() {
    ask(Map.of("schema.registry.url", "http://ann:secret@" + server.host()));
    ask(Map.of("schema.registry.url", "http://ann:secr%65t@" + server.host()));

    assertThat(server.asked()).extracting(Asked::authorization).containsOnly(ANN_SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "schema.registry."})
  void credentialsComeFromTheUserInfo(String prefix) {
    ask(
        Map.of(
            "schema.registry.url",
            server.url(),
            prefix + "basic.auth.credentials.source",
            "USER_INFO",
            prefix + "basic.auth.user.info",
            "ann:secret"));

    assertThat(server.asked()).extracting(Asked::authorization).containsOnly(ANN_SECRET);
  }

  @Test
  void userInfoThatIsWantedAndMissingIsNamed() {
    Map<String, String> settings =
        Map.of(
            "schema.registry.url",
            "http://localhost",
            "basic.auth.credentials.source",
            "USER_INFO");

    assertThatThrownBy(() -> SchemaRegistries.from(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("basic.auth.user.info");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://ann:p4ss@",
        "http://ann:p4ss%@",
        "ftp://ann:p4ss@",
        "http://a:p4ss@b@",
        "http://ann:p4ss/p4ss@",
        "http://ann:p4ss/p@4ss@"
      })
  void noMessageTellsThePassword(String scheme) {
    server.answer(500, "ill");

    assertThatThrownBy(() -> ask(Map.of("schema.registry.url", scheme + server.host())))
        .message()
        .contains(server.host())
        .doesNotContain("p4ss");
  }

  @Test
  void aPieceOfAPasswordWithACommaIsNotToldEither() {
    assertThatThrownBy(() -> ask(Map.of("schema.registry.url", "http://ann:p4ss,word@localhost")))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains("schema.registry.url", "%2C")
        .doesNotContain("p4ss");
  }

  @Test
  void settingsDoNotPrintThePassword() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("schema.registry.url", "http://localhost");
    settings.put("basic.auth.user.info", "ann:p4ss");

    assertThat(new SchemaRegistryConfig(settings).values().toString()).doesNotContain("p4ss");
  }

  private static void ask(Map<String, String> settings) {
    SchemaRegistries.from(settings).subjects();
  }
}
