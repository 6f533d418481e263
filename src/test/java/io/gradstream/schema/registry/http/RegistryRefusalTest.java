package io.gradstream.schema.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a registry that refuses name what to change. */
class RegistryRefusalTest {

  private final StubRegistryServer server = new StubRegistryServer(200, "{}");
  private final Map<String, Object> settings = new HashMap<>();
  private final List<Long> waits = new ArrayList<>();

  @BeforeEach
  void settings() {
    settings.put("schema.registry.url", server.url());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoIsNotKnownIsToldTheSettingsThatHoldCredentials() {
    server.answer(401, "token expired");

    assertThat(failure())
        .hasMessageContainingAll(
            "token expired",
            "HTTP 401",
            "a client without credentials",
            "basic.auth.user.info",
            "bearer.auth.token");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 500, 404, 301})
  void anAnswerWithoutABodyHasWordsOfItsOwn(int status) {
    server.answer(status, "");

    assertThat(failure()).hasMessageContaining(": the registry gives no reason (HTTP " + status);
  }

  @Test
  void whoMayNotIsNamedWithWhatAndWithoutThePassword() {
    settings.put("basic.auth.credentials.source", "USER_INFO");
    settings.put("basic.auth.user.info", "ann:s3cret");
    server.answer(403, "<html>no</html>");

    assertThat(failure())
        .hasMessageContainingAll("<html>no</html>", "user 'ann' may not get the schema of id 7")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @Test
  void theOwnerOfATokenIsNotNamed() {
    settings.put("bearer.auth.credentials.source", "STATIC_TOKEN");
    settings.put("bearer.auth.token", "s3cret");
    server.answer(403, "no");

    assertThat(failure())
        .hasMessageContaining("the owner of the token may not")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRegistryThatHasMovedIsNamedAndNotFollowed(int status) {
    server.answer(status, "moved");
    server.answerWith("Location", "https://ann:pw@registry.example/apis/schemas/ids/7");

    assertThat(failure())
        .hasMessageContaining(
            "moved to https://registry.example/apis: put that into schema.registry.url");
  }

  @Test
  void aPlaceWithinTheServerIsAnAddressToo() {
    server.answer(308, "moved");
    server.answerWith("Location", "/apis/ccompat/v7/schemas/ids/7");

    assertThat(failure()).hasMessageContaining("moved to " + server.url() + "/apis/ccompat/v7:");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void aWaitThatTheRegistryAsksForIsKept(int status) {
    server.answer(status, "slow down");
    server.answerWith("Retry-After", "30");

    assertThat(failure().retryAfter()).hasSeconds(30);
    assertThat(waits).containsExactly(30_000L, 30_000L, 30_000L);
  }

  @Test
  void aTimeUntilWhichToWaitIsKeptToo() {
    server.answer(429, "slow down");
    server.answerWith(
        "Retry-After",
        ZonedDateTime.now(ZoneOffset.UTC)
            .plusSeconds(60)
            .format(DateTimeFormatter.RFC_1123_DATE_TIME));

    failure();
    assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(50_000L, 60_000L));
  }

  @Test
  void aWaitIsBoundedByTheSettingAndByTwoMinutesWithoutIt() {
    server.answer(429, "slow down");
    server.answerWith("Retry-After", "86400");
    failure();
    assertThat(waits).containsOnly(120_000L);

    waits.clear();
    settings.put("retries.max.wait.ms", "7000");
    failure();
    assertThat(waits).containsOnly(7_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999", "9223372036854775807", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void aWaitOfCenturiesIsBoundedToo(String given) {
    server.answer(429, "slow down");
    server.answerWith("Retry-After", given);

    assertThat(failure().retryAfter().toNanos()).isPositive();
    assertThat(waits).containsOnly(120_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "", "99999999999999999999"})
  void aWaitThatCannotBeReadIsNone(String given) {
    server.answer(429, "slow down");
    server.answerWith("Retry-After", given);

    assertThat(failure().retryAfter()).isZero();
  }

  private SchemaRegistryException failure() {
    HttpSchemaRegistry registry =
        new HttpSchemaRegistry(
            new SchemaRegistryConfig(settings), Clock.systemUTC(), waits::add, Duration.ZERO);
    return catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(7));
  }
}
