package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A trainer's metrics over JMX, where whatever reads JMX finds them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SensorsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();

  @Test
  void jmxHasThemWhileTheTaskIsThere(TestInfo test) throws Exception {
    PipelineCluster cluster = PipelineCluster.shared();
    JsonPipeline usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(usual.name, 1);
    usual.produce(0, 250);
    String tags = ",thread-id=*,task-id=0_0,pipeline=" + usual.name + ",partition=0";
    ObjectName trainer = new ObjectName("kafka.streams:type=gradstream-trainer-metrics" + tags);
    ObjectName window = new ObjectName("kafka.streams:type=gradstream-window-metrics" + tags);
    ObjectName loss =
        new ObjectName(
            "kafka.streams:type=gradstream-score-metrics,metric=log_loss,predictor=model" + tags);
    try (PipelineApplication application = usual.start()) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(JMException.class)
          .untilAsserted(
              () -> {
                assertThat(value(trainer, "predictions-total")).isEqualTo(250);
                assertThat(value(trainer, "records-total")).isEqualTo(250);
                assertThat(value(trainer, "version")).isPositive();
              });
      assertThat(value(trainer, "records-rate")).isPositive();
      assertThat(value(window, "window")).isEqualTo(2);
      assertThat(value(loss, "score")).isBetween(0.0, 10.0);
      assertThat(application.failure()).isEmpty();
    }
    assertThat(
            jmx.queryNames(new ObjectName("kafka.streams:type=gradstream-*" + tags + ",*"), null))
        .isEmpty();
  }

  @Test
  void jmxHasARestoreWhileItIsUnderWayAndThereIsNoTrainerYet(TestInfo test) throws Exception {
    PipelineCluster cluster = PipelineCluster.shared();
    JsonPipeline usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(usual.name, 1);
    usual.produce(0, 50);
    usual.learn(50);
    String tags = ",thread-id=*,task-id=0_0,pipeline=" + usual.name + ",partition=0";
    ObjectName restore = new ObjectName("kafka.streams:type=gradstream-restore-metrics" + tags);
    ObjectName trainer = new ObjectName("kafka.streams:type=gradstream-trainer-metrics" + tags);
    // A restore reads what is committed: it waits where a transaction is open.
    try (KafkaProducer<byte[], byte[]> producer = transactional(cluster, usual.name)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer
          .send(
              new ProducerRecord<>(
                  usual.pipeline().modelTopic(), 0, new byte[] {1}, new byte[] {1}))
          .get();
      try (PipelineApplication application = usual.start()) {
        await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(JMException.class)
            .untilAsserted(
                () -> {
                  assertThat(value(restore, "restored-blocks")).isPositive();
                  assertThat(value(restore, "remaining-blocks")).isPositive();
                  assertThat(value(restore, "restored-share")).isBetween(0.01, 0.9999);
                });
        assertThat(jmx.queryNames(trainer, null)).isEmpty();
        double total = value(restore, "restored-blocks") + value(restore, "remaining-blocks");

        producer.abortTransaction();
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(value(restore, "remaining-blocks")).isZero());
        assertThat(value(restore, "restored-blocks")).isEqualTo(total);
        assertThat(value(restore, "restored-share")).isEqualTo(1);
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(value(trainer, "version")).isPositive());
        assertThat(application.failure()).isEmpty();
      }
    }
    assertThat(jmx.queryNames(restore, null)).isEmpty();
  }

  private static KafkaProducer<byte[], byte[]> transactional(PipelineCluster cluster, String name) {
    Map<String, Object> settings = new HashMap<>(cluster.kafka());
    settings.put("transactional.id", name + "-producer");
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private double value(ObjectName pattern, String attribute) throws JMException {
    Set<ObjectName> found = jmx.queryNames(pattern, null);
    assertThat(found).as(pattern.toString()).hasSize(1);
    return (Double) jmx.getAttribute(found.iterator().next(), attribute);
  }
}
