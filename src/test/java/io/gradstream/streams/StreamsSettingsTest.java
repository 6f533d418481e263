package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

  private static final String YAML =
      """
      pipeline: test
      input: {topic: in, label: y}
      features: [{standard: [a]}]
      model: logistic
      kafka: %s
      """;

  @Test
  void theDefaultsTrainExactlyOnceUnderThePipelinesName() {
    Properties settings = settings("{bootstrap.servers: x}");
    assertThat(settings)
        .containsEntry("application.id", "test")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("commit.interval.ms", 5000L)
        .containsEntry("producer.batch.size", 1_000_000);
  }

  @Test
  void whatThePipelineSaysWins() {
    assertThat(settings("{commit.interval.ms: 200}")).containsEntry("commit.interval.ms", "200");
    assertThat(settings("{batch.size: 5}"))
        .containsEntry("batch.size", "5")
        .doesNotContainKey("producer.batch.size");
  }

  @Test
  void aLargeNetworkPollsFewRecordsSoThatItEndsInTimeWhenItIsTold() {
    String large = "model: {mlp: {hidden: [2000, 2000]}}";
    String name = "consumer.max.poll.records";
    assertThat(settings("{x: y}")).doesNotContainKey(name);
    assertThat(withModel(large, "{x: y}")).containsEntry(name, 124);
    assertThat(withModel(large, "{max.poll.records: 7}")).doesNotContainKey(name);
    assertThat(withModel(large, "{consumer.max.poll.records: 7}")).containsEntry(name, "7");
    assertThat(withModel("model: {mlp: {hidden: [4096, 4096, 4096, 4096]}}", "{x: y}"))
        .containsEntry(name, 10);
  }

  private static Properties withModel(String model, String kafka) {
    String text = YAML.replace("model: logistic", model).formatted(kafka);
    return StreamsSettings.of(Topologies.pipeline(text));
  }

  @Test
  void aTransactionIsCommittedBeforeItTimesOut() {
    assertThat(settings("{producer.transaction.timeout.ms: 4000}"))
        .containsEntry("commit.interval.ms", 2000L);
    assertThat(StreamsSettings.longestCommitInterval(Map.of())).isEqualTo(Duration.ofSeconds(5));
    assertThat(StreamsSettings.longestCommitInterval(Map.of("commit.interval.ms", "300")))
        .isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aRecordWaitsForItsSchemaAFifthOfTheTimeBetweenPolls() {
    assertThat(StreamsSettings.registryPatience(Map.of())).isEqualTo(Duration.ofSeconds(60));
    assertThat(StreamsSettings.registryPatience(Map.of("max.poll.interval.ms", "50000")))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(
            StreamsSettings.registryPatience(
                Map.of(
                    "max.poll.interval.ms", "50000",
                    "main.consumer.max.poll.interval.ms", "5000")))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void internalTopicsTakeWhateverTheProducerSends() {
    assertThat(settings("{max.request.size: 5000000}"))
        .containsEntry("topic.max.message.bytes", "5000000");
    assertThat(
            StreamsSettings.maxRecordBytes(Map.of("max.request.size", "9", "buffer.memory", "7")))
        .isEqualTo(7);
  }

  @Test
  void aNumberThatIsNoneIsAConfigurationError() {
    assertThatThrownBy(
            () -> StreamsSettings.registryPatience(Map.of("max.poll.interval.ms", "5 min")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max.poll.interval.ms")
        .hasMessageContaining("5 min");
  }

  @Test
  void settingsOfTopicsThatTheBrokersDoNotKnowAreLeftOut() {
    Pipeline pipeline = Topologies.pipeline(YAML.formatted("{}"));
    String before = "topic.message.timestamp.before.max.ms";
    String one = "topic.message.timestamp.difference.max.ms";

    assertThat(StreamsSettings.of(pipeline, Set.of(one.substring(6))))
        .doesNotContainKeys(before, "topic.message.timestamp.after.max.ms")
        .containsEntry(one, Long.toString(Long.MAX_VALUE));
    assertThat(
            StreamsSettings.of(
                pipeline,
                Set.of("message.timestamp.before.max.ms", "message.timestamp.after.max.ms")))
        .containsEntry(before, Long.toString(Long.MAX_VALUE))
        .doesNotContainKey(one);
    Pipeline given = Topologies.pipeline(YAML.formatted("{" + before + ": 5}"));
    assertThat(StreamsSettings.of(given, Set.of())).containsEntry(before, "5");
  }

  private static Properties settings(String kafka) {
    return StreamsSettings.of(Topologies.pipeline(YAML.formatted(kafka)));
  }
}
