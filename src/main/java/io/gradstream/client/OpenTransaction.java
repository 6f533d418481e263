package io.gradstream.client;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that has neither been committed nor aborted: what comes after its first record in a
 * partition cannot be read until it ends.
 *
 * @param partition where it has written
 * @param producer the id of the producer that began it
 * @param epoch the producer's epoch
 * @param start the offset of its first record in the partition
 */
public record OpenTransaction(TopicPartition partition, long producer, int epoch, long start) {

  /** Returns the first one of a partition, if there is one and the brokers may be asked. */
  public static Optional<OpenTransaction> first(
      Admin admin, TopicPartition partition, int timeoutMs) throws InterruptedException {
    try {
      return admin
          .describeProducers(
              List.of(partition), new DescribeProducersOptions().timeoutMs(timeoutMs))
          .partitionResult(partition)
          .get()
          .activeProducers()
          .stream()
          .filter(each -> each.currentTransactionStartOffset().isPresent())
          .map(each -> of(partition, each))
          .min(Comparator.comparingLong(OpenTransaction::start));
    } catch (ExecutionException e) {
      return Optional.empty(); // no right to, or a broker of old: the general advice is given
    }
  }

  private static OpenTransaction of(TopicPartition partition, ProducerState state) {
    return new OpenTransaction(
        partition,
        state.producerId(),
        state.producerEpoch(),
        state.currentTransactionStartOffset().orElseThrow());
  }

  /** Says who began it and how it is ended. */
  public String sentence(String servers) {
    return ("producer %d (epoch %d) began it at offset %d. It ends by itself when its producer or"
            + " the transaction's timeout ends it; where neither does, this does: kafka-transactions.sh"
            + " --bootstrap-server %s abort --topic %s --partition %d --start-offset %d")
        .formatted(
            producer, epoch, start, servers, partition.topic(), partition.partition(), start);
  }
}
