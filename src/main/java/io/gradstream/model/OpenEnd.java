package io.gradstream.model;

import io.gradstream.client.Cluster;
import io.gradstream.client.OpenTransaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a transaction at the end of the model topic that neither commits nor aborts: nothing that
 * comes after its first record can be read until it ends, so the models would grow old without a
 * word.
 */
final class OpenEnd implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenEnd.class);
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(5);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);
  private static final int TIMEOUT_MS = 3_000;

  private final Map<String, String> kafka;
  private final LongSupplier nanoTime;
  private final Map<TopicPartition, Long> stable = new HashMap<>();
  private final Map<TopicPartition, Long> since = new HashMap<>(); // it has been open, in nanos
  private @Nullable Cluster cluster;
  private long looked;
  private Optional<String> last = Optional.empty();

  OpenEnd(Map<String, String> kafka, LongSupplier nanoTime) {
    this.kafka = kafka;
    this.nanoTime = nanoTime;
    looked = nanoTime.getAsLong();
  }

  /**
   * Returns a sentence about a transaction that has been open for long, if there is one; asks the
   * brokers every few seconds.
   *
   * @param ends the ends of what is committed
   */
  Optional<String> problem(String topic, Map<TopicPartition, Long> ends) {
    long now = nanoTime.getAsLong();
    if (now - looked < PERIOD) {
      return last;
    }
    looked = now;
    Optional<String> found = look(topic, ends, now);
    if (found.isPresent() && last.isEmpty()) {
      LOG.warn("{}", found.get());
    }
    last = found;
    return last;
  }

  private Optional<String> look(String topic, Map<TopicPartition, Long> ends, long now) {
    try {
      Map<TopicPartition, Long> written = written(ends);
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        TopicPartition partition = end.getKey();
        boolean moved = !end.getValue().equals(stable.put(partition, end.getValue()));
        if (moved || written.getOrDefault(partition, 0L) <= end.getValue()) {
          since.put(partition, now);
        } else if (now - since.getOrDefault(partition, now) > PATIENCE) {
          return Optional.of(sentence(topic, partition, end.getValue()));
        }
      }
    } catch (ExecutionException | RuntimeException e) {
      close(); // brokers are away, which others say
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private String sentence(String topic, TopicPartition partition, long end)
      throws InterruptedException {
    Cluster open = open();
    return ("the models of topic %s are no longer the newest: a transaction has been open in"
            + " partition %d since offset %,d, and nothing after it can be read. %s")
        .formatted(
            topic,
            partition.partition(),
            end,
            OpenTransaction.first(open.admin(), partition, TIMEOUT_MS)
                .map(found -> found.sentence(open.servers()))
                .orElse("kafka-transactions.sh find-hanging finds it"));
  }

  private Map<TopicPartition, Long> written(Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, ListOffsetsResultInfo> found =
        open()
            .admin()
            .listOffsets(
                ends.keySet().stream()
                    .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest())),
                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(TIMEOUT_MS))
            .all()
            .get();
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().offset()));
  }

  private Cluster open() {
    Cluster open = cluster;
    if (open == null) {
      open = Cluster.connect(kafka);
      cluster = open;
    }
    return open;
  }

  @Override
  public void close() {
    Cluster open = cluster;
    cluster = null;
    if (open != null) {
      open.close();
    }
  }
}
