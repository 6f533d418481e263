package io.gradstream.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.schema.StubRegistryServer.Asked;
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
    "basic.auth.credentials.source, SASL_INHERIT",
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
      strings = {"http://ann:p4ss@", "http://ann:p4ss%@", "ftp://ann:p4ss@", "http://a:p4ss@b@"})
  void noMessageTellsThePassword(String scheme) {
    server.answer(500, "ill");

    assertThatThrownBy(() -> ask(Map.of("schema.registry.url", scheme + server.host())))
        .message()
        .contains(server.host())
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
