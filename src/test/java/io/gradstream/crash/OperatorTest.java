package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OperatorTest {

  @Test
  void theCommandOfAPipelineWhoseGroupIsBehindItsModelIsAnOrder() {
    String message =
        "error: the offset of group 'crash-race' in partition 1 of topic 'crash-race-input' is"
            + " 1,747, and the model has read up to 1,765: starting would learn records a second"
            + " time. To go on with this model: kafka-consumer-groups --group crash-race --topic"
            + " crash-race-input:1 --reset-offsets --to-offset 1765 --execute; or let"
            + " 'on-data-loss: continue' in the pipeline file do that, or learn a new model under"
            + " another name (key 'pipeline')";

    assertThat(Operator.Order.in(message))
        .contains(
            new Operator.Order("crash-race", new TopicPartition("crash-race-input", 1), 1765));
  }

  @Test
  void whatEndsWithoutACommandIsNoOrder() {
    assertThat(
            Operator.Order.in(
                "error: records 1,747 to 1,764 of partition 1 come again, and the model has learned"
                    + " from what is before offset 1765. The pipeline ends"))
        .isEmpty();
    assertThat(Operator.Order.in("")).isEmpty();
  }
}
