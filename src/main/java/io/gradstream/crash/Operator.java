package io.gradstream.crash;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Does what a pipeline says that must be done by hand. One broker that is killed can forget a part
 * of a transaction that it has acknowledged: the offsets of the group, and not the model. Instances
 * end then, with the command by which the pipeline goes on from where its model is.
 */
final class Operator {

  private static final Pattern COMMAND =
      Pattern.compile(
          "kafka-consumer-groups --group (\\S+) --topic (\\S+):(\\d+) --reset-offsets --to-offset"
              + " (\\d+) --execute");

  /** A member that was killed has its session, and a transaction of it its time. */
  private static final long PATIENCE_SECONDS = 30;

  private final Cluster cluster;
  private final Fleet fleet;
  private final Consumer<String> tell;
  private int times;

  Operator(Cluster cluster, Fleet fleet, Consumer<String> tell) {
    this.cluster = cluster;
    this.fleet = fleet;
    this.tell = tell;
  }

  /**
   * An offset that is to be set.
   *
   * @param group whose
   * @param partition of which
   * @param offset the record that is read next
   */
  record Order(String group, TopicPartition partition, long offset) {

    /** Returns what a message says that is to be done, if it says that. */
    static Optional<Order> in(String message) {
      Matcher found = COMMAND.matcher(message);
      return found.find()
          ? Optional.of(
              new Order(
                  found.group(1),
                  new TopicPartition(found.group(2), Integer.parseInt(found.group(3))),
                  Long.parseLong(found.group(4))))
          : Optional.empty();
    }
  }

  /** Follows the last of the words of those that have ended by themselves, if it is an order. */
  void follow(List<String> words) throws IOException, InterruptedException {
    Optional<Order> order =
        words.stream().flatMap(each -> Order.in(each).stream()).reduce((first, last) -> last);
    if (order.isPresent()) {
      follow(order.get());
    }
  }

  /** Returns how often it was needed. */
  int times() {
    return times;
  }

  /** Offsets can be set only while nobody is at work. */
  private void follow(Order order) throws IOException, InterruptedException {
    List<Instance> all = fleet.all();
    for (Instance each : all) {
      each.terminate();
      fleet.remove(each);
    }
    set(order);
    times++;
    for (int i = 0; i < all.size(); i++) {
      fleet.start();
    }
    tell.accept(
        "by hand, as the message says: group %s reads %s from %,d"
            .formatted(order.group(), order.partition(), order.offset()));
  }

  private void set(Order order) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        cluster.get(
            "setting the offset of " + order.partition(),
            cluster
                .admin()
                .alterConsumerGroupOffsets(
                    order.group(), Map.of(order.partition(), new OffsetAndMetadata(order.offset())))
                .all());
        return;
      } catch (ApplicationException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(500); // members that were killed are still in the group
      }
    }
  }
}
