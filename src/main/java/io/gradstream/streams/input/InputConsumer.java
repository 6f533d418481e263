package io.gradstream.streams.input;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of a trainer: says so when the offsets that it wants are gone, and leaves its group
 * when it is closed.
 *
 * <p>Kafka Streams closes the consumer of a thread that it replaces without leaving, so that the
 * new thread would wait for {@code session.timeout.ms} until the dead one is taken for dead. A
 * member with a {@code group.instance.id} stays: the new thread has the same name, and takes its
 * place at once.
 */
public final class InputConsumer extends KafkaConsumer<byte[], byte[]> {

  private final OutOfRange outOfRange;
  private final boolean named;

  /** Makes a consumer by Kafka's settings. */
  public InputConsumer(Map<String, Object> config, OutOfRange outOfRange) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.outOfRange = outOfRange;
    named = config.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG) != null;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      return super.poll(timeout);
    } catch (OffsetOutOfRangeException e) {
      if (outOfRange.goOn(this, e.offsetOutOfRangePartitions())) {
        return ConsumerRecords.empty();
      }
      throw e;
    }
  }

  @Override
  public void close(CloseOptions options) {
    super.close(
        named
            ? options
            : options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
  }
}
