package io.gradstream.schema.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.http.StubRegistryServer.Asked;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks, by what is set: Kafka's own login, a token, headers of the user's. */
class RegistryCredentialsTest {

  private static final String ANN_SECRET = "Basic YW5uOnNlY3JldA==";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"ann\" password=\"secret\";";

  private final StubRegistryServer server = new StubRegistryServer(200, "[]");
  private final Map<String, Object> settings = new HashMap<>();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nameAndPasswordAreKafkasOwn() {
    settings.put("basic.auth.credentials.source", "SASL_INHERIT");
    settings.put("sasl.jaas.config", LOGIN);
    assertThat(authorization()).isEqualTo(ANN_SECRET);

    settings.put("sasl.jaas.config", new Password(LOGIN));
    assertThat(authorization()).isEqualTo(ANN_SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.example.Login required username=\"ann\";",
        "org.example.Login required username=\"ann\" password=\"p4\"ss\";",
        "org.example.Login required username=\"ann\" password=\"p4ss\"",
        "p4ss"
      })
  void aLoginWithoutThemIsRefusedAndNotShown(String login) {
    settings.put("basic.auth.credentials.source", "SASL_INHERIT");
    settings.put("sasl.jaas.config", login);

    assertThatThrownBy(this::authorization)
        .isInstanceOf(ConfigException.class)
        .hasNoCause()
        .hasMessageContainingAll("sasl.jaas.config", "SASL_INHERIT")
        .message()
        .doesNotContain("p4", "ss\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "schema.registry."})
  void aTokenIsSent(String prefix) {
    settings.put(prefix + "bearer.auth.credentials.source", "STATIC_TOKEN");
    settings.put(prefix + "bearer.auth.token", "abc.def");

    assertThat(authorization()).isEqualTo("Bearer abc.def");
  }

  @Test
  void aTokenThatIsWantedAndMissingIsNamed() {
    settings.put("bearer.auth.credentials.source", "STATIC_TOKEN");

    assertThatThrownBy(this::authorization)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bearer.auth.token must be set");
  }

  @Test
  void aTokenThatCannotBeSentIsNotShown() {
    settings.put("bearer.auth.credentials.source", "STATIC_TOKEN");
    settings.put("bearer.auth.token", "t0ken\nt0ken");

    assertThatThrownBy(this::authorization)
        .isInstanceOf(ConfigException.class)
        .hasNoCause()
        .hasMessageContaining("Authorization")
        .message()
        .doesNotContain("t0ken");
  }

  @Test
  void passwordAndTokenTogetherAreRefused() {
    settings.put("bearer.auth.credentials.source", "STATIC_TOKEN");
    settings.put("bearer.auth.token", "abc");
    settings.put("schema.registry.url", "http://ann:secret@" + server.host());
    assertThatThrownBy(this::ask)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("only one of", "URL");

    settings.put("schema.registry.url", server.url());
    settings.put("basic.auth.credentials.source", "USER_INFO");
    settings.put("basic.auth.user.info", "ann:secret");
    assertThatThrownBy(this::ask)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(
            "only one of", "basic.auth.credentials.source", "bearer.auth.credentials.source");
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic.auth.user.info", "bearer.auth.token"})
  void aSecretWithoutItsSourceIsNotPassedOver(String name) {
    settings.put(name, "ann:secret");

    assertThatThrownBy(this::authorization)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(name + " is set", "credentials.source")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aHeaderOfTheUsersIsSentAndWins() {
    settings.put("request.header.authorization", "Negotiate abc");
    assertThat(authorization()).isEqualTo("Negotiate abc");

    settings.put("basic.auth.credentials.source", "USER_INFO");
    settings.put("basic.auth.user.info", "ann:secret");
    assertThat(authorization()).isEqualTo("Negotiate abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "a b"})
  void aHeaderThatCannotBeSentIsNamed(String name) {
    settings.put("request.header." + name, "v4lue");

    assertThatThrownBy(this::authorization)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name)
        .message()
        .doesNotContain("v4lue");
  }

  @Test
  void aProxyIsAskedInsteadOfTheRegistry() {
    settings.put("schema.registry.url", "http://registry.invalid:8081");
    settings.put("proxy.host", "127.0.0.1");
    settings.put("proxy.port", server.host().replaceFirst(".*:", ""));

    ask();

    assertThat(server.uris()).containsExactly("http://registry.invalid:8081/subjects");
  }

  private String authorization() {
    settings.put("schema.registry.url", server.url());
    ask();
    Asked last = server.asked().get(server.asked().size() - 1);
    return last.authorization();
  }

  private void ask() {
    SchemaRegistries.from(settings).subjects();
  }
}
