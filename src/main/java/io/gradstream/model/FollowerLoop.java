package io.gradstream.model;

import io.gradstream.client.TopicReader;
import io.gradstream.core.learn.LearnerRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the model topic, on a thread of its own, until it is closed. */
final class FollowerLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(FollowerLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LOOK = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(15);

  private final Map<String, String> kafka;
  private final String topic;
  private final LearnerRule rule;
  private final LongSupplier nanoTime = System::nanoTime;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final OpenEnd openEnd;
  private final Delays delays = new Delays();
  private volatile List<ServedModel> served = List.of();
  private volatile boolean closing;
  private volatile TopicReader reading;
  private volatile long newestAt; // when all was known to be applied; nanoseconds
  private volatile boolean isComplete;
  private volatile boolean isAnswered = true;
  private volatile Optional<String> problem = Optional.of("the brokers have not answered yet");
  private volatile long commits;
  private long before; // the topic was begun anew: commits applied until then
  private volatile long restarts;

  @SuppressWarnings("NullAway.Init") // there is a reader from when the loop has opened one
  FollowerLoop(Map<String, String> kafka, String topic, LearnerRule rule) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // a topic made anew is said
    this.topic = topic;
    this.rule = rule;
    openEnd = new OpenEnd(kafka, nanoTime);
  }

  CountDownLatch ready() {
    return ready;
  }

  List<ServedModel> served() {
    return served;
  }

  Delays delays() {
    return delays;
  }

  FollowerHealth health() {
    Optional<Duration> age =
        isComplete
            ? Optional.of(Duration.ofNanos(nanoTime.getAsLong() - newestAt))
            : Optional.empty();
    Optional<String> said = isAnswered ? problem : Optional.of("no broker answers");
    return new FollowerHealth(isComplete, age, said, commits, restarts);
  }

  void close() {
    closing = true;
    TopicReader open = reading;
    if (open != null) {
      open.wakeup();
    }
  }

  @Override
  public void run() {
    try {
      followOnAndOn();
    } finally {
      ended();
    }
  }

  private void followOnAndOn() {
    long pause = FIRST_PAUSE;
    while (!closing) {
      before = commits;
      try {
        follow();
      } catch (WakeupException e) {
        // closing
      } catch (RuntimeException e) { // whatever it is: the models that are there go on
        pause = commits > before ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, 2 * pause);
        failed(e, pause);
        pause(pause);
      }
    }
  }

  private void ended() {
    openEnd.close();
    if (!closing) { // of an error such as a lack of memory
      isComplete = false;
      problem = Optional.of("the follower of the model topic has ended; the log says why");
    }
  }

  private void failed(RuntimeException e, long pause) {
    if (closing) {
      return;
    }
    String sentence = sentence(e);
    boolean isNew = !problem.equals(Optional.of(sentence));
    problem = Optional.of(sentence);
    if (isComplete) {
      restarts++;
      LOG.warn(
          "the model topic {} is read anew in {} ms, and the models stay as they are until then: {}",
          topic,
          TimeUnit.NANOSECONDS.toMillis(pause),
          sentence);
    } else if (isNew) {
      LOG.info("waiting for the models of topic {}: {}", topic, sentence);
    }
  }

  private static String sentence(RuntimeException e) {
    return e instanceof OffsetOutOfRangeException
        ? "the topic was deleted or cut off: " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  /** In pieces, since it may be closed meanwhile. */
  private void pause(long nanos) {
    long end = nanoTime.getAsLong() + nanos;
    while (!closing && end - nanoTime.getAsLong() > 0) {
      LockSupport.parkNanos(Math.min(FIRST_PAUSE, nanos));
    }
  }

  /** Reads from the start of the topic until something fails, or it is to end. */
  private void follow() {
    try (TopicReader reader = TopicReader.fromBeginning(kafka, List.of(topic))) {
      reading = reader;
      List<FollowedPartition> partitions = partitions(reader);
      if (partitions.isEmpty()) {
        throw new IllegalStateException(
            "topic %s does not exist: the pipeline has not run there".formatted(topic));
      }
      Ends ends = Ends.of(reader, nanoTime);
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          partitions.get(record.partition()).take(record);
        }
        if (nanoTime.getAsLong() - ends.seenAt() > LOOK || !isWhole(partitions)) {
          ends = newer(ends, reader);
        }
        reachedEnds(reader, partitions, ends);
      }
    }
  }

  /** Where the partitions ended, and when that was seen. */
  private record Ends(Map<TopicPartition, Long> offsets, long seenAt) {

    static Ends of(TopicReader reader, LongSupplier nanoTime) {
      long now = nanoTime.getAsLong();
      return new Ends(reader.ends(PATIENCE), now);
    }

    long of(TopicPartition partition) {
      return offsets.getOrDefault(partition, 0L);
    }
  }

  private Ends newer(Ends before, TopicReader reader) {
    try {
      Ends now = Ends.of(reader, nanoTime);
      isAnswered = true;
      return now;
    } catch (TimeoutException e) {
      isAnswered = false;
      return before;
    }
  }

  private List<FollowedPartition> partitions(TopicReader reader) {
    List<FollowedPartition> partitions = new ArrayList<>();
    for (TopicPartition each : reader.partitions()) {
      partitions.add(new FollowedPartition(each.partition(), new ServedModel(rule), delays));
    }
    return partitions;
  }

  private static boolean isWhole(List<FollowedPartition> partitions) {
    return partitions.stream().allMatch(FollowedPartition::isWhole);
  }

  /** Serves what has been read as far as the ends that were seen at a moment. */
  private void reachedEnds(TopicReader reader, List<FollowedPartition> partitions, Ends ends) {
    boolean all = true;
    for (FollowedPartition each : partitions) {
      TopicPartition partition = new TopicPartition(topic, each.number());
      if (reader.position(partition) >= ends.of(partition)) {
        each.reachedEnd();
      } else {
        all = false;
      }
    }
    commits = before + partitions.stream().mapToLong(FollowedPartition::applied).sum();
    if (all) {
      serve(partitions.stream().map(FollowedPartition::served).toList(), ends);
    }
  }

  /** A topic that was made anew, and is empty yet, takes no model away that is there. */
  private void serve(List<ServedModel> found, Ends ends) {
    for (int i = 0; i < served.size(); i++) {
      boolean had = served.get(i).state() != null;
      if (had && (i >= found.size() || found.get(i).state() == null)) {
        problem =
            Optional.of(
                "topic %s no longer holds the model of partition %d: it was deleted or made anew; the models that were read before serve on"
                    .formatted(topic, i));
        return;
      }
    }
    newestAt = ends.seenAt();
    served = found;
    boolean any = served.stream().anyMatch(model -> model.state() != null);
    if (any && !isComplete) {
      LOG.info("the models of topic {} are read: {}", topic, versions());
    }
    isComplete |= any;
    problem =
        openEnd
            .problem(topic, ends.offsets())
            .or(
                () ->
                    any
                        ? Optional.empty()
                        : Optional.of("topic %s holds no model yet".formatted(topic)));
    if (any) {
      ready.countDown();
    }
  }

  private String versions() {
    List<String> versions = new ArrayList<>();
    for (ServedModel model : served) {
      ModelState state = model.state();
      versions.add(
          state == null
              ? "none yet"
              : "partition %d version %,d".formatted(state.partition(), state.version()));
    }
    return String.join(", ", versions);
  }
}
