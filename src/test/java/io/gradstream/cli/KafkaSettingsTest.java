package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka or the registry's client would refuse is said before anything connects. */
class KafkaSettingsTest {

  private static final String ADDRESSES =
      "bootstrap.servers: \"127.0.0.1:1\", schema.registry.url: \"mock://settings\", ";

  @TempDir private Path directory;

  @Test
  void theGroupProtocolOfKafkaStreamsIsValidButNotWithAMembersName() throws IOException {
    CommandRun valid = run("validate", ADDRESSES + "group.protocol: streams");
    assertThat(valid.err()).isEmpty();
    assertThat(valid.code()).isZero();

    CommandRun named =
        run("validate", ADDRESSES + "group.protocol: streams, group.instance.id: one");
    assertThat(named.code()).isEqualTo(2);
    assertThat(named.err())
        .contains("kafka.group.instance.id must not be set", "static membership");

    assertThat(run("validate", "group.protocol: raft").err())
        .contains("kafka.group.protocol")
        .contains("STREAMS, CLASSIC");
  }

  @Test
  void everyValueThatKafkaRefusesIsReportedByItsFullNameAndNotShown() throws IOException {
    CommandRun validate =
        run(
            "validate",
            """
            commit.interval.ms: soon, max.poll.interval.ms: 5m, producer.acks: some,
              consumer.fetch.min.bytes: few, security.protocol: SLS, http.read.timeout.ms: 0""");
    assertThat(validate.code()).isEqualTo(2);
    assertThat(
            validate.err().lines().map(line -> line.replaceAll(".*p.yaml:\\d+: (\\S+): .*", "$1")))
        .containsExactlyInAnyOrder(
            "kafka.commit.interval.ms",
            "kafka.max.poll.interval.ms",
            "kafka.producer.acks",
            "kafka.consumer.fetch.min.bytes",
            "kafka.http.read.timeout.ms",
            "kafka.security.protocol");
    assertThat(validate.err())
        .contains("kafka.commit.interval.ms: Not a number of type LONG")
        .doesNotContain("soon", "5m", "some", "few", "SLS", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "'producer.transaction.timeout.ms: 10, commit.interval.ms: 1000', transaction timeout",
    "max.in.flight.requests.per.connection: 9, max.in.flight.requests.per.connection",
    "schema.registry.url: localhost:8081, schema.registry.url must be http or https URLs"
  })
  void settingsThatDoNotFitTogetherAreReported(String setting, String message) throws IOException {
    String addresses = ADDRESSES.replaceAll("schema.registry.url[^,]*, ", "");
    CommandRun validate = run("validate", addresses + setting);
    assertThat(validate.code()).isEqualTo(2);
    assertThat(validate.err()).containsIgnoringCase(message).doesNotContain("\tat ");
  }

  @Test
  void theRegistrysSettingsAreCheckedByBothOfTheirNames() throws IOException {
    CommandRun validate =
        run(
            "validate",
            ADDRESSES
                + """
                max.retries: often, schema.registry.retries.wait.ms: -5,
                  bearer.auth.credentials.source: OAUTHBEARER, normalize.schemas: perhaps,
                  schema.registry.value.subject.name.strategy: Mine""");
    assertThat(validate.code()).isEqualTo(2);
    assertThat(
            validate.err().lines().map(line -> line.replaceAll(".*p.yaml:\\d+: (\\S+): .*", "$1")))
        .containsExactlyInAnyOrder(
            "kafka.max.retries",
            "kafka.schema.registry.retries.wait.ms",
            "kafka.bearer.auth.credentials.source",
            "kafka.normalize.schemas",
            "kafka.schema.registry.value.subject.name.strategy");
    assertThat(validate.err()).contains("only STATIC_TOKEN is supported");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "specific.avro.reader: true | specific.avro.reader is not supported here",
        "basic.auth.user.info: 'ann:s3cret' | set basic.auth.credentials.source to USER_INFO",
        "bearer.auth.credentials.source: STATIC_TOKEN | bearer.auth.token must be set",
        "schema.registry.ssl.truststore.location: none.jks | there is no such file",
        "schema.registry.ssl.enabled.protocols: TLSv9 | the JDK knows TLS",
        "proxy.host: proxy.example | proxy.host and proxy.port must both be set",
        "request.header.Host: s3cret | the header Host cannot be sent",
      })
  void whatTheRegistrysClientWouldRefuseIsReported(String setting, String message)
      throws IOException {
    String addresses = ADDRESSES.replace("mock://settings", "https://127.0.0.1:1");
    CommandRun validate = run("validate", addresses + setting);
    assertThat(validate.code()).isEqualTo(2);
    assertThat(validate.err())
        .containsPattern("p.yaml:(\\d+:)? kafka: ")
        .contains(message)
        .doesNotContain("s3cret", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "securty.protocol, security.protocol",
    "bootstrap.server, bootstrap.servers",
    "schema.registry.ulr, schema.registry.url",
    "sasl.mechanisms, sasl.mechanism",
    "ssl.trustore.location, ssl.truststore.location",
    "producer.linger.mss, producer.linger.ms",
    "auto.register.schema, auto.register.schemas",
  })
  void aMisspeltNameIsNotTakenForSomebodyElses(String wrong, String right) throws IOException {
    CommandRun validate = run("validate", ADDRESSES + wrong + ": x");
    assertThat(validate.code()).isEqualTo(2);
    assertThat(validate.err())
        .contains("kafka." + wrong + " is no setting", "did you mean '" + right + "'?");
  }

  @Test
  void aBrokerWithoutAPortIsReported() throws IOException {
    CommandRun validate = run("validate", "bootstrap.servers: \"a.example:9092, localhost\"");
    assertThat(validate.code()).isEqualTo(2);
    assertThat(validate.err()).contains("bootstrap.servers: each broker is host:port");
  }

  @Test
  void namesOfOthersAndSecurityArePassedOver() throws IOException {
    CommandRun validate =
        run(
            "validate",
            ADDRESSES
                + "my.own.setting: x, security.protocol: SASL_SSL, sasl.mechanism: PLAIN,"
                + " ssl.truststore.location: /none.jks, linger.ms: 5");
    assertThat(validate.code()).as(validate.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "tail predictions", "topics create"})
  void aCommandThatNeedsAClusterAsksForItsAddress(String command) throws IOException {
    CommandRun run = run(command, "linger.ms: 5");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "p.yaml: kafka.bootstrap.servers is missing: give the brokers", "--bootstrap-servers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "tail predictions"})
  void aCommandThatReadsOrWritesSchemasAsksForTheRegistry(String command) throws IOException {
    CommandRun run = run(command, "bootstrap.servers: \"127.0.0.1:1\"");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("p.yaml: kafka.schema.registry.url is missing");
  }

  @Test
  void whatProduceGivesToKafkaIsUsageToo() throws IOException {
    Path data = Files.writeString(directory.resolve("data.csv"), "x,y\n1,0\n");
    Path config = Files.writeString(directory.resolve("more"), "security.protocol=SLS\n");
    CommandRun produce =
        CommandRun.of(
            ("produce --topic t --file %s --config %s --bootstrap-servers 127.0.0.1:1")
                .formatted(data, config)
                .split(" "));
    assertThat(produce.code()).isEqualTo(2);
    assertThat(produce.err()).contains("security.protocol").doesNotContain("\tat ");
  }

  @Test
  void whatIsWrongInAFileOfSettingsIsReportedThereAndNotShown() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("c.properties"),
            "linger.ms=s3cret\napplication.id=other\nprocessing.guarantee=at_least_once\n");
    CommandRun validate =
        run("validate --config " + config + " --registry localhost:1", "linger.ms: 5, acks: x");
    assertThat(validate.code()).isEqualTo(2);
    assertThat(validate.err())
        .contains(
            "p.yaml:5: kafka.acks: ",
            config + ": linger.ms: ",
            config + ": application.id must not be set: the pipeline's name is the application id",
            config + ": processing.guarantee must be exactly_once_v2 or left out")
        .doesNotContain("s3cret", "\tat ");
  }

  @Test
  void aConfigThatIsNoPropertiesFileIsBadUsage() throws IOException {
    Path config = Files.writeString(directory.resolve("c.properties"), "a=\\u00zz\n");
    CommandRun wrong = run("validate --config " + config, ADDRESSES);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--config " + config + " is no properties file");
    CommandRun none = run("validate --config none.properties", ADDRESSES);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("there is no file none.properties");
  }

  @Test
  void aPipelineWithoutAvroMayHaveAnySettingsOfARegistry() throws IOException {
    String another = "schema.registry.url: \"other:8081\", http.read.timeout.ms: 0";
    assertThat(run("validate", another).code()).isEqualTo(2);
    Path file = directory.resolve("p.yaml");
    Files.writeString(
        file,
        Files.readString(file).replace("label: y}", "label: y, format: json}")
            + "output: {format: json}\n");
    CommandRun validate = CommandRun.of("validate", file.toString());
    assertThat(validate.code()).as(validate.err()).isZero();
    assertThat(validate.out()).contains("reads JSON, writes JSON");
  }

  private CommandRun run(String command, String kafka) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("p.yaml"),
            """
            pipeline: p
            input: {topic: t, label: y}
            features: [{standard: [x]}]
            model: logistic
            kafka: {%s}
            """
                .formatted(kafka));
    return CommandRun.of((command + " " + file).split(" "));
  }
}
