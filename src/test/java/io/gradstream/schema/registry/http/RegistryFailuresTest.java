package io.gradstream.schema.registry.http;

import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SchemaRegistryException.Kind;
import io.gradstream.schema.registry.SchemaSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does when a registry is away, ill, wrong, or does not have what is asked for. */
class RegistryFailuresTest {

  private static final Schema SCHEMA = record("x:double");
  private static final String FOUND =
      "{'schema':'%s'}".formatted(SCHEMA.toString().replace("\"", "\\'"));
  private static final String MISSING = "{'error_code':40403,'message':'Schema 7 not found'}";

  private final StubRegistryServer server = new StubRegistryServer(200, FOUND);
  private final TickingClock clock = new TickingClock();
  private Duration grace = Duration.ZERO;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSchemaIsFoundByItsGuidAndAskedForOnce() {
    UUID guid = UUID.fromString("1d20cbb9-e5e3-5e97-54e7-da170b6e5ddb");
    SchemaRegistry registry = registry(server.url());

    assertThat(registry.byGuid(guid)).isEqualTo(SCHEMA);
    assertThat(registry.byGuid(guid)).isEqualTo(SCHEMA);

    assertThat(server.asked())
        .singleElement()
        .asString()
        .contains("/schemas/guids/1d20cbb9-e5e3-5e97-54e7-da170b6e5ddb");
  }

  @Test
  void aRegistryThatKnowsNoGuidsDoesNotHaveTheSchemaAndSaysWhatToDo() {
    try (StubRegistryServer older = new StubRegistryServer(404, "")) {
      assertThatThrownBy(() -> registry(older.url()).byGuid(new UUID(1, 2)))
          .isInstanceOfSatisfying(
              SchemaRegistryException.class, e -> assertThat(e.isNotFound()).isTrue())
          .hasMessageContaining("PrefixSchemaIdSerializer");
    }
  }

  @Test
  void aDeadInstanceIsPassedOver() throws IOException {
    SchemaRegistry registry = registry(deadUrl() + "," + server.url());

    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @Test
  void anIllInstanceIsPassedOverAndTheOneThatAnsweredIsAskedFirstNextTime() {
    try (StubRegistryServer ill = new StubRegistryServer(500, "{'error_code':50001}")) {
      SchemaRegistry registry = registry(ill.url() + "," + server.url());

      assertThat(registry.byId(7)).isEqualTo(SCHEMA);
      assertThat(registry.byId(8)).isEqualTo(SCHEMA);

      assertThat(ill.asked()).hasSize(1);
      assertThat(server.asked()).hasSize(2);
    }
  }

  @Test
  void aRegistryThatIsAwayIsRetriableAndNamesItsUrl() throws IOException {
    String dead = deadUrl();

    SchemaRegistryException away = failure(registry(dead));

    assertThat(away.isRetriable()).isTrue();
    assertThat(away)
        .hasMessageContainingAll(
            dead + "/schemas/ids/7",
            "cannot get the schema of id 7",
            "no answer: the connection was refused");
  }

  @Test
  void thatARegistryIsAwayIsNotRemembered() {
    server.answer(503, "starting");
    SchemaRegistry registry = registry(server.url());
    assertThat(failure(registry).isRetriable()).isTrue();

    server.answer(200, FOUND);

    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @Test
  void aServerThatTakesTheRequestAndNeverAnswersIsAway() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Map<String, Object> settings = settings("http://127.0.0.1:" + silent.getLocalPort());
      settings.put("http.connect.timeout.ms", 50);
      settings.put("http.read.timeout.ms", 50);

      SchemaRegistryException away = failure(registry(settings));

      assertThat(away.isRetriable()).isTrue();
      assertThat(away).hasMessageContaining("timed out after 100 ms");
    }
  }

  @ParameterizedTest
  @CsvSource({"401, REJECTED", "404, REJECTED", "408, UNAVAILABLE", "429, UNAVAILABLE"})
  void anAnswerWithoutTheRegistrysCodesIsJudgedByItsStatus(int status, Kind kind) {
    server.answer(status, "<html>no such page</html>");

    SchemaRegistryException failure = failure(registry(server.url()));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.isNotFound()).isFalse();
  }

  @Test
  void aPageInsteadOfAnAnswerIsToldApart() {
    server.answer(200, "<html>welcome</html>");

    assertThat(failure(registry(server.url()))).hasMessageContaining("is this a schema registry?");
  }

  @ParameterizedTest
  @CsvSource({"PROTOBUF, PROTOBUF", "AVRO, cannot be parsed"})
  void aSchemaThatIsNotAvroIsTheSchemasFault(String type, String message) {
    String text = type.equals("AVRO") ? "[1]" : "syntax = proto3";
    server.answer(200, "{'schemaType':'" + type + "','schema':'" + text + "'}");

    SchemaRegistryException failure = failure(registry(server.url()));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_AVRO);
    assertThat(failure).hasMessageContaining(message);
  }

  @Test
  void aRegistryThatChecksAgainstOneVersionOnlyIsAskedForThat() {
    server.answer(404, "<html>no such page</html>");
    server.answerAt(
        "/compatibility/subjects/s/versions/latest",
        "{'is_compatible':false,'messages':['no default for y','no default for z']}");

    List<String> reasons = registry(server.url()).incompatibilities("s", SchemaSource.of(SCHEMA));

    assertThat(reasons).containsExactly("no default for y", "no default for z");
    assertThat(server.uris())
        .containsExactly(
            "/compatibility/subjects/s/versions?verbose=true",
            "/compatibility/subjects/s/versions/latest?verbose=true");
  }

  @Test
  void anAnswerToARegistrationWithoutAnIdIsNoRegistrys() {
    server.answer(200, "{'hello':'world'}");

    SchemaRegistryException failure =
        catchThrowableOfType(
            SchemaRegistryException.class, () -> registry(server.url()).register("s", SCHEMA));

    assertThat(failure).hasMessageContainingAll("subject s", "is this a schema registry?");
  }

  @Test
  void thatThereIsNoSuchIdIsBelievedForAWhile() {
    server.answer(404, MISSING);
    SchemaRegistry registry = registry(server.url());
    assertThat(failure(registry).isNotFound()).isTrue();
    server.answer(200, FOUND);

    clock.now = clock.now.plusSeconds(59);
    assertThat(failure(registry).isNotFound()).isTrue();
    assertThat(server.asked()).hasSize(1);

    clock.now = clock.now.plusSeconds(1);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "7",
        "'schema'",
        "{'schema':null}",
        "{'schema':{'type':'record'}}",
        "<html><body>Please log in</body></html>",
        "{'schema':'{\\'type\\':\\'rec"
      })
  void anAnswerThatNoRegistryGivesIsARegistryThatIsAwayAndNoMissingOrBadSchema(String body) {
    server.answer(200, body);
    SchemaRegistry registry = registry(server.url());
    assertThat(failure(registry))
        .hasMessageContainingAll("schemas/ids/7", "is this a schema registry?")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    server.answer(200, FOUND);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @Test
  void aSchemaThatIsCutShortIsAskedForAgainUntilItIsWhatTheRegistryHas() {
    server.answer(200, "{'schema':'{\\'type\\': \\'recor'}".replace("\\'", "\\\""));
    SchemaRegistry registry = registry(server.url());
    assertThat(failure(registry).kind()).isEqualTo(Kind.UNAVAILABLE);
    clock.now = clock.now.plus(SchemaAnswers.BELIEVED.minusMillis(1));
    assertThat(failure(registry).kind()).isEqualTo(Kind.UNAVAILABLE);
    clock.now = clock.now.plusMillis(1);
    assertThat(failure(registry).kind()).isEqualTo(Kind.NOT_AVRO);
  }

  @Test
  void aSchemaThatIsCutShortAgainLongAfterIsAskedForAgain() {
    String cut = "{'schema':'{'}";
    server.answer(200, cut);
    SchemaRegistry registry = registry(server.url());
    assertThat(failure(registry).kind()).isEqualTo(Kind.UNAVAILABLE);
    clock.now = clock.now.plus(Duration.ofDays(1));
    assertThat(failure(registry).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void anInstanceThatAnswersNonsenseIsNotAskedFirstForEver() {
    try (StubRegistryServer ill = new StubRegistryServer(200, "{}")) {
      SchemaRegistry registry = registry(ill.url() + "," + server.url());
      assertThat(failure(registry).kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(registry.byId(7)).isEqualTo(SCHEMA);
    }
  }

  @Test
  void beforeAnyIdIsKnownNoneIsMissingUnasked() {
    grace = UnknownIds.GRACE;
    SchemaRegistry registry = registry(server.url());
    server.answer(404, MISSING);
    for (int i = 0; i < 300; i++) {
      int garbage = 1_000_000 + 7919 * i;
      catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(garbage));
    }
    server.answer(200, FOUND);
    assertThat(failure(registry)) // is to wait, for there were too many
        .hasMessageContaining("not asked for")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    clock.now = clock.now.plusMillis(100);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aProxyThatLeadsElsewhereForAWhileIsWaitedFor(int status) {
    server.answer(status, "<html>log in</html>");
    SchemaRegistry registry = registry(server.url());
    assertThat(failure(registry))
        .hasMessageContaining("the registry has moved")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    server.answer(200, FOUND);
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @Test
  void answersWithoutWhatWasAskedForAreNotTakenForEmptyOnes() {
    SchemaRegistry registry = registry(server.url());
    server.answer(200, "{}");
    assertThatThrownBy(registry::subjects).hasMessageContaining("the answer is no list");
    assertThatThrownBy(() -> registry.versions("s")).hasMessageContaining("the answer is no list");
    assertThatThrownBy(() -> registry.latest("s")).hasMessageContaining("has no id");
  }

  @Test
  void anAnswerWithoutEndIsGivenUp() {
    server.answer(200, "{'schema':'" + "x".repeat(65 << 20) + "'}");
    Map<String, Object> settings = settings(server.url());
    settings.put("max.retries", 0); // each reads 64 MB
    assertThat(failure(registry(settings)))
        .hasMessageContaining("larger than")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
  }

  @Test
  void ofRecordsASchemaIsMissingWhenItHasBeenSoForSomeSeconds() {
    grace = UnknownIds.GRACE;
    server.answer(404, MISSING);
    SchemaRegistry registry = registry(server.url());
    assertThat(failure(registry))
        .hasMessageContaining("asking again for some seconds")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    clock.now = clock.now.plusSeconds(4);
    assertThat(failure(registry).kind()).isEqualTo(Kind.UNAVAILABLE);
    server.answer(200, FOUND); // the follower has heard of it
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @Test
  void ofRecordsASchemaThatIsNotThereIsMissingInTheEnd() {
    grace = UnknownIds.GRACE;
    server.answer(404, MISSING);
    SchemaRegistry registry = registry(server.url());
    failure(registry);
    clock.now = clock.now.plus(UnknownIds.GRACE);
    assertThat(failure(registry).isNotFound()).isTrue();
  }

  @Test
  void bytesThatAreNoRecordsCostFewWaitsAndRequestsAndKnownIdsNothing() {
    grace = UnknownIds.GRACE;
    SchemaRegistry registry = registry(server.url());
    registry.byId(7);
    server.answer(404, MISSING);
    int waits = 0;
    for (int i = 0; i < 5000; i++) {
      int garbage = 1_000_000 + 7919 * i;
      SchemaRegistryException e =
          catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(garbage));
      waits += e.isNotFound() ? 0 : 1;
      clock.now = clock.now.plusMillis(1);
    }
    assertThat(waits).isEqualTo(UnknownIds.WAITS);
    assertThat(server.asked()).hasSizeLessThan(UnknownIds.REQUESTS + 60);
    server.answer(200, FOUND);
    assertThat(registry.byId(8)).isEqualTo(SCHEMA); // a new schema's is beside those that are known
    assertThat(registry.byId(7)).isEqualTo(SCHEMA);
  }

  @Test
  void whatNeverChangesIsAskedForOnce() {
    SchemaRegistry registry = registry(server.url());
    registry.byId(7);
    registry.byId(7);
    assertThat(server.asked()).hasSize(1);

    server.answer(200, "{'id':3}");
    assertThat(registry.register("s", SCHEMA)).isEqualTo(3);
    assertThat(registry.register("s", SCHEMA)).isEqualTo(3);
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void theCachesAreBounded() {
    Map<String, Object> settings = settings(server.url());
    settings.put("max.schemas.per.subject", 2);
    SchemaRegistry registry = registry(settings);

    for (int id : new int[] {1, 2, 3, 1}) {
      registry.byId(id);
    }

    assertThat(server.asked()).hasSize(4);
  }

  private SchemaRegistry registry(String urls) {
    return registry(settings(urls));
  }

  private SchemaRegistry registry(Map<String, Object> settings) {
    return new HttpSchemaRegistry(new SchemaRegistryConfig(settings), clock, ms -> {}, grace);
  }

  private static Map<String, Object> settings(String urls) {
    return new HashMap<>(Map.of("schema.registry.url", urls));
  }

  private static SchemaRegistryException failure(SchemaRegistry registry) {
    return catchThrowableOfType(SchemaRegistryException.class, () -> registry.byId(7));
  }

  private static String deadUrl() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  private static final class TickingClock extends Clock {
    private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

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
