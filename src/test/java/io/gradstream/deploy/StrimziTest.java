package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The topics, the user and the pipeline of the overlay for Strimzi belong together. */
class StrimziTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("KAFKA_BOOTSTRAP_SERVERS", "my-cluster-kafka-bootstrap:9093"),
          Map.entry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
          Map.entry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512"),
          Map.entry("SCHEMA_REGISTRY_URL", "http://schema-registry:8081"),
          Map.entry("SCHEMA_REGISTRY_CREDENTIALS_SOURCE", "URL"),
          Map.entry("POD_NAME", "gradstream-0"));

  private final Pipeline pipeline =
      PipelineReader.read(Manifests.STRIMZI.resolve("pipeline.yaml"), ENVIRONMENT);

  @Test
  void everyTopicOfThePipelineThatAUserSeesHasAKafkaTopicAsThePipelineWouldMakeIt()
      throws Exception {
    List<String> wanted = new ArrayList<>(pipeline.outputTopics());
    wanted.add(pipeline.input().topic());
    List<KafkaTopic> topics = read("topics.yaml", KafkaTopic.class);
    assertThat(topics)
        .extracting(topic -> topic.getSpec().getTopicName())
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(topics)
        .allSatisfy(
            topic -> {
              assertThat(topic.getSpec().getPartitions()).isEqualTo(pipeline.topics().partitions());
              assertThat(topic.getSpec().getConfig().get("retention.ms"))
                  .hasToString(pipeline.topics().config().get("retention.ms"));
              assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            });
  }

  @Test
  void theUserMayWhatThePipelineDoesUnderItsName() throws Exception {
    KafkaUser user = read("user.yaml", KafkaUser.class).get(0);
    assertThat(user.getSpec().getAuthentication().getType()).isEqualTo("scram-sha-512");
    KafkaUserAuthorizationSimple simple =
        (KafkaUserAuthorizationSimple) user.getSpec().getAuthorization();
    assertThat(simple.getAcls())
        .extracting(rule -> rule.getResource().getType())
        .containsExactly("topic", "topic", "group", "transactionalId");
    assertThat(simple.getAcls())
        .extracting("resource.name")
        .containsExactly(
            pipeline.input().topic(), pipeline.name(), pipeline.name(), pipeline.name());
    assertThat(pipeline.outputTopics()).allMatch(topic -> topic.startsWith(pipeline.name()));
  }

  @Test
  void allBelongToTheClusterWhoseAuthorityIsTrusted() throws Exception {
    List<HasMetadata> objects = new ArrayList<>(read("topics.yaml", HasMetadata.class));
    objects.addAll(read("user.yaml", HasMetadata.class));
    assertThat(objects)
        .allMatch(
            object ->
                "my-cluster".equals(object.getMetadata().getLabels().get("strimzi.io/cluster")));
    assertThat(Manifests.text(Manifests.STRIMZI.resolve("statefulset.yaml")))
        .contains("secretName: my-cluster-cluster-ca-cert")
        .contains("name: " + objects.get(objects.size() - 1).getMetadata().getName() + "\n");
    assertThat(Manifests.text(Manifests.STRIMZI.resolve("kustomization.yaml")))
        .contains("bootstrap.servers=" + pipeline.kafka().get("bootstrap.servers"));
  }

  @Test
  void itsPipelineIsTheBasesAndTrustsAnAuthority() {
    List<String> own = Manifests.text(Manifests.STRIMZI.resolve("pipeline.yaml")).lines().toList();
    List<String> base = Manifests.text(Manifests.BASE.resolve("pipeline.yaml")).lines().toList();
    assertThat(own).filteredOn(line -> !line.contains("ssl.truststore.")).isEqualTo(base);
    assertThat(own).hasSize(base.size() + 2);
  }

  private static <T> List<T> read(String file, Class<T> type) throws Exception {
    List<T> read = new ArrayList<>();
    for (JsonNode manifest : Manifests.read(Manifests.STRIMZI.resolve(file))) {
      read.add(type.cast(StrictModel.read(manifest)));
    }
    return read;
  }
}
