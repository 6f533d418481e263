package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.client.TopicReader;
import io.gradstream.embedded.EmbeddedBroker;
import io.gradstream.embedded.EmbeddedSchemaRegistry;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rights of the KafkaUser are enough for the trainer, on a broker that asks for them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class UserRightsIT {

  private static final int ROWS = 200;
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\""
          + " password=\"%1$s\"";

  private EmbeddedBroker broker;
  private EmbeddedSchemaRegistry registry;

  @BeforeEach
  void start() throws Exception {
    broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.defaults()
                .withProperty(
                    "listener.security.protocol.map",
                    "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withProperty("sasl.enabled.mechanisms", "PLAIN")
                .withProperty("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .withProperty(
                    "listener.name.plaintext.plain.sasl.jaas.config",
                    LOGIN.formatted("admin")
                        + " user_admin=\"admin\" user_gradstream=\"gradstream\";")
                .withProperty(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withProperty("super.users", "User:admin;User:ANONYMOUS"));
    registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
  }

  @AfterEach
  void stop() throws Exception {
    registry.close();
    broker.close();
  }

  @Test
  void theTrainerLearnsWithAllOfThemAndWithNoneLess() throws Exception {
    try (Cluster admin = Cluster.connect(kafka("admin"))) {
      // With two partitions there is a repartition topic to be created, written and read, too.
      NewTopic flights = new NewTopic("flights", 2, (short) 1);
      admin.get("creating", admin.admin().createTopics(List.of(flights)).all());
      produce();
      for (List<AclBinding> rights : rights()) {
        assertThat(learns()).as("without %s and what follows", rights).isFalse();
        admin.get("allowing", admin.admin().createAcls(rights).all());
      }
    }
    assertThat(learns()).isTrue();
  }

  private void produce() throws Exception {
    CsvSource rows =
        CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(ROWS, Double.POSITIVE_INFINITY);
    Map<String, String> kafka = kafka("admin");
    new CsvProducer(kafka, SchemaRegistries.from(kafka)).produce("flights", rows, sent -> {});
  }

  /** Tells whether the trainer predicts all, rather than being refused something. */
  private boolean learns() {
    Pipeline pipeline = pipeline();
    try (PipelineApplication application = PipelineApplication.start(pipeline);
        TopicReader reader =
            TopicReader.fromBeginning(kafka("admin"), List.of(pipeline.predictionsTopic()))) {
      AtomicLong seen = new AtomicLong();
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInSameThread()
          .until(
              () -> {
                reader.poll(Duration.ofMillis(100)).forEach(record -> seen.incrementAndGet());
                return seen.get() == ROWS || application.failure().isPresent();
              });
      assertThat(application.failure().map(Object::getClass))
          .satisfiesAnyOf(
              none -> assertThat(none).isEmpty(),
              type -> assertThat(type.get()).isAssignableTo(AuthorizationException.class));
      return application.failure().isEmpty();
    } catch (ApplicationException e) {
      assertThat(e)
          .hasMessageMatching("(?s).*(does not exist|ot authorized|authorization failure).*");
      return false;
    }
  }

  private Pipeline pipeline() {
    Map<String, String> environment =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
            "KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
            "KAFKA_SASL_MECHANISM", "PLAIN",
            "KAFKA_SASL_JAAS_CONFIG", LOGIN.formatted("gradstream") + ";",
            "SCHEMA_REGISTRY_URL", registry.url(),
            "SCHEMA_REGISTRY_CREDENTIALS_SOURCE", "URL",
            "POD_NAME", "gradstream-0");
    return PipelineReader.read(Manifests.STRIMZI.resolve("pipeline.yaml"), environment);
  }

  private Map<String, String> kafka(String user) {
    Map<String, String> kafka = new HashMap<>();
    kafka.put("bootstrap.servers", broker.bootstrapServers());
    kafka.put("schema.registry.url", registry.url());
    kafka.put("security.protocol", "SASL_PLAINTEXT");
    kafka.put("sasl.mechanism", "PLAIN");
    kafka.put("sasl.jaas.config", LOGIN.formatted(user) + ";");
    return kafka;
  }

  /** Returns the rights of each rule. */
  private static List<List<AclBinding>> rights() throws Exception {
    KafkaUser user =
        (KafkaUser) StrictModel.read(Manifests.read(Manifests.STRIMZI.resolve("user.yaml")).get(0));
    KafkaUserAuthorizationSimple simple =
        (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
    String principal = "User:" + user.getMetadata().getName();
    return simple.getAcls().stream().map(rule -> bindings(principal, rule)).toList();
  }

  private static List<AclBinding> bindings(String principal, AclRule rule) {
    ResourcePattern resource = resource(rule);
    return rule.getOperations().stream()
        .map(operation -> AclOperation.fromString(operation.name().replace("CONFIGS", "_CONFIGS")))
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)))
        .toList();
  }

  private static ResourcePattern resource(AclRule rule) {
    if (rule.getResource() instanceof AclRuleTopicResource topic) {
      return pattern(ResourceType.TOPIC, topic.getName(), topic.getPatternType().name());
    }
    if (rule.getResource() instanceof AclRuleGroupResource group) {
      return pattern(ResourceType.GROUP, group.getName(), group.getPatternType().name());
    }
    AclRuleTransactionalIdResource transaction =
        (AclRuleTransactionalIdResource) rule.getResource();
    return pattern(
        ResourceType.TRANSACTIONAL_ID, transaction.getName(), transaction.getPatternType().name());
  }

  /** Kafka says prefixed, Strimzi prefix. */
  private static ResourcePattern pattern(ResourceType type, String name, String pattern) {
    return new ResourcePattern(
        type, name, pattern.equals("PREFIX") ? PatternType.PREFIXED : PatternType.LITERAL);
  }
}
