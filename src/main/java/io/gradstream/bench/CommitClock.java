package io.gradstream.bench;

import io.gradstream.core.state.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Takes down when the brokers had the last block of each commit of a trainer in this process, by
 * its offset in the model topic: the commit itself comes after that.
 *
 * <p>Kafka makes interceptors by the name of their class, so what they see is kept with the class:
 * one trainer at a time.
 */
public final class CommitClock implements ProducerInterceptor<byte[], byte[]> {

  private static final String SETTING = "bench.model.topic";
  private static final NavigableMap<Long, Long> COMMITS = new ConcurrentSkipListMap<>();

  private final Queue<Boolean> sent = new ConcurrentLinkedQueue<>(); // whether it ends a commit
  private String topic = "";

  /** Forgets what was seen; returns the settings of a trainer that is to be seen. */
  static Map<String, String> settings(String modelTopic) {
    COMMITS.clear();
    return Map.of(
        "producer.interceptor.classes",
        CommitClock.class.getName(),
        "producer." + SETTING,
        modelTopic);
  }

  /** Returns nanoseconds by the offset after the last block of a commit. */
  static NavigableMap<Long, Long> commits() {
    return COMMITS;
  }

  @Override
  public void configure(Map<String, ?> configs) {
    topic = String.valueOf(configs.get(SETTING));
  }

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
    if (record.topic().equals(topic)) {
      sent.add(Manifest.holds(new String(record.key(), StandardCharsets.UTF_8)));
    }
    return record;
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
    if (exception == null && metadata.topic().equals(topic) && Boolean.TRUE.equals(sent.poll())) {
      COMMITS.put(metadata.offset() + 1, System.nanoTime());
    }
  }

  @Override
  public void close() {}
}
