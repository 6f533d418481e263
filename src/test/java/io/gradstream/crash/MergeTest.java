package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Records of two topics are put in the order in which Kafka Streams takes them. */
class MergeTest {

  @Test
  void theLeastTimeOfTheFirstOfEachIsNextAndATopicKeepsItsOrder() {
    Merge merge = new Merge();
    long[] input = {10, 40, 20, 50};
    long[] labels = {15, 30, 45};
    for (int i = 0; i < input.length; i++) {
      merge.add(record("input", i, input[i]));
    }
    for (int i = 0; i < labels.length; i++) {
      merge.add(record("labels", i, labels[i]));
    }
    List<Long> times = new ArrayList<>();

    merge.drain(MergeTest::time, record -> times.add(time(record)));

    assertThat(times).containsExactly(10L, 15L, 30L, 40L, 20L, 45L, 50L);
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, long time) {
    return new ConsumerRecord<>(topic, 0, offset, null, new byte[] {(byte) time});
  }

  private static long time(ConsumerRecord<byte[], byte[]> record) {
    return record.value()[0];
  }
}
