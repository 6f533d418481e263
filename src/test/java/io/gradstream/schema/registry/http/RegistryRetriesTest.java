package io.gradstream.schema.registry.http;

import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** How often, and how long after, a request is sent anew. */
class RegistryRetriesTest {

  private static final Schema SCHEMA = record("x:double");
  private static final String FOUND =
      "{'schema':'%s'}".formatted(SCHEMA.toString().replace("\"", "\\'"));

  private final StubRegistryServer server = new StubRegistryServer(503, "starting");
  private final Map<String, Object> settings = new HashMap<>();
  private final List<Long> waits = new ArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504})
  void whatPassesIsTriedAgainThriceAfterWaitsThatDouble(int status) {
    server.answer(status, "later");

    SchemaRegistryException failure = failure(server.url(), waits::add);

    assertThat(failure.isRetriable()).isTrue();
    assertThat(failure.status()).isEqualTo(status);
    assertThat(server.asked()).hasSize(4);
    assertThat(waits).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(waits.get(i)).isCloseTo(1000L << i, jitter(1000L << i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422, 500, 501})
  void whatWouldRepeatIsNot(int status) {
    server.answer(status, "no");

    assertThat(failure(server.url(), waits::add).status()).isEqualTo(status);
    assertThat(server.asked()).hasSize(1);
    assertThat(waits).isEmpty();
  }

  @Test
  void aRegistryThatComesUpInBetweenAnswers() {
    SchemaRegistry registry =
        registry(
            server.url(),
            ms -> {
              waits.add(ms);
              server.answer(200, FOUND);
            });

    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    assertThat(waits).hasSize(1);
  }

  @Test
  void eachTryGoesThroughAllUrlsAndTheFailureNamesAll() throws IOException {
    String dead = deadUrl();

    SchemaRegistryException failure = failure(dead + "," + server.url(), waits::add);

    assertThat(server.asked()).hasSize(4);
    assertThat(waits).hasSize(3);
    assertThat(failure)
        .hasMessageContainingAll(
            dead + "/schemas/ids/7: cannot get the schema of id 7: no answer",
            server.url() + "/schemas/ids/7: cannot get the schema of id 7: starting (HTTP 503");
  }

  @Test
  void aRegistryThatIsIllBesideOneThatIsAwayIsTriedAgain() throws IOException {
    server.answer(500, "ill");

    failure(deadUrl() + "," + server.url(), waits::add);

    assertThat(waits).hasSize(3);
  }

  @Test
  void theWaitsAreTheUsers() {
    settings.put("max.retries", 4);
    settings.put("retries.wait.ms", 10);
    settings.put("schema.registry.retries.max.wait.ms", 30);

    failure(server.url(), waits::add);

    assertThat(waits).hasSize(4).allSatisfy(ms -> assertThat(ms).isBetween(8L, 36L));
    assertThat(waits.get(3)).isCloseTo(30L, jitter(30));
  }

  @Test
  void noRetriesMeansNone() {
    settings.put("max.retries", 0);

    failure(server.url(), waits::add);

    assertThat(server.asked()).hasSize(1);
    assertThat(waits).isEmpty();
  }

  @Test
  void anInterruptionEndsTheWait() {
    SchemaRegistryException failure =
        failure(
            server.url(),
            ms -> {
              throw new InterruptedException();
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.status()).isEqualTo(503);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aRequestThatIsInterruptedIsNotTriedAgainNorElsewhere() {
    Thread.currentThread().interrupt();

    SchemaRegistryException failure = failure(server.url() + "," + server.url(), waits::add);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure).hasMessageContaining("interrupted").hasNoSuppressedExceptions();
    assertThat(waits).isEmpty();
  }

  @Test
  void whoWaitsByItselfIsAnsweredAtOnce() {
    settings.put("schema.registry.url", server.url());
    settings.put("max.retries", 5);
    settings.put("schema.registry.max.retries", 7);
    SchemaRegistry registry = SchemaRegistries.ofRecords(settings, Duration.ofMinutes(1));

    assertThat(catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(7)).status())
        .isEqualTo(503);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void oneLineSaysWhatFailedAndWhenItIsTriedAgain() {
    settings.put("max.retries", 1);
    Logger logger = (Logger) LoggerFactory.getLogger(HttpSchemaRegistry.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      failure(server.url(), waits::add);
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getFormattedMessage())
        .startsWith(server.url() + "/schemas/ids/7: cannot get the schema of id 7: starting")
        .matches(".*; trying again in [01]\\.\\d s \\(1 of 1\\)");
  }

  private static Offset<Long> jitter(long ms) {
    return within(ms / 5 + 1);
  }

  private SchemaRegistry registry(String urls, Retries.Pause pause) {
    settings.put("schema.registry.url", urls);
    return new HttpSchemaRegistry(
        new SchemaRegistryConfig(settings), Clock.systemUTC(), pause, Duration.ZERO);
  }

  private SchemaRegistryException failure(String urls, Retries.Pause pause) {
    SchemaRegistry registry = registry(urls, pause);
    return catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(7));
  }

  private static String deadUrl() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }
}
