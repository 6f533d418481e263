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
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final String PARTITIONS_MILLIS = "10000"; // until new ones are noticed
  private static final long LOOK = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(15);

  private final Map<String, String> kafka;
  private final String topic;
  private final boolean several;
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
  private volatile boolean hasEnded;
  private volatile Reach reach;
  private volatile Optional<String> problem = Optional.of("the brokers have not answered yet");
  private volatile long commits;
  private long before; // the topic was begun anew: commits applied until then
  private volatile long restarts;

  @SuppressWarnings("NullAway.Init") // there is a reader from when the loop has opened one
  FollowerLoop(Map<String, String> kafka, String topic, boolean several, LearnerRule rule) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.putIfAbsent( // Kafka's own minute is too long to be without a word
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE.toMillis()));
    this.kafka.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, PARTITIONS_MILLIS);
    this.kafka.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, TopicReader.FAIL); // a topic made anew is said
    this.topic = topic;
    this.several = several;
    this.rule = rule;
    reach = new Reach(nanoTime.getAsLong());
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
    return new FollowerHealth(isComplete, age, said(), commits, restarts);
  }

  private Optional<String> said() {
    if (hasEnded) { // whatever else there was to say is of before
      return problem;
    }
    return isAnswered ? reach.problem(nanoTime.getAsLong()).or(() -> problem) : noBroker();
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
      hasEnded = true;
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

  private Optional<String> noBroker() {
    return Optional.of(
        "no broker answers at " + kafka.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
  }

  private String sentence(RuntimeException e) {
    if (e instanceof TimeoutException) {
      return noBroker().orElseThrow();
    }
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
      Reach now = new Reach(nanoTime.getAsLong());
      reach = now;
      long looked = look(now, reader);
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          partitions.get(record.partition()).take(record);
        }
        boolean isWhole = isWhole(partitions);
        if (nanoTime.getAsLong() - looked > LOOK || !isWhole && now.wantsEnd()) {
          looked = look(now, reader);
          requireAsMany(reader, partitions.size());
        }
        reachedEnds(reader, partitions, now);
      }
    }
  }

  /** Asks where the partitions end, which also tells whether a broker answers; returns when. */
  private long look(Reach now, TopicReader reader) {
    long at = nanoTime.getAsLong();
    try {
      now.ends(reader.ends(PATIENCE), reader.positions(), at);
      isAnswered = true;
    } catch (TimeoutException e) {
      isAnswered = false;
    }
    return at;
  }

  /** A model of a new partition is read as those of the others were. */
  private void requireAsMany(TopicReader reader, int known) {
    int count = reader.partitionCount(topic, PATIENCE);
    if (isAnswered && count != known) {
      throw new IllegalStateException(
          "topic %s has %d partitions by now, and had %d".formatted(topic, count, known));
    }
  }

  private List<FollowedPartition> partitions(TopicReader reader) {
    int count = reader.partitions().size();
    if (count == 0) {
      throw new IllegalStateException(
          "topic %s does not exist: the pipeline has not run there".formatted(topic));
    }
    if (count > 1 && !several) {
      throw new IllegalStateException(
          "topic %s has %d partitions, and the pipeline has one model: with `scale: partition` it has one for each; else delete the topic, upon which the pipeline makes it anew with one and learns again"
              .formatted(topic, count));
    }
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
  private void reachedEnds(TopicReader reader, List<FollowedPartition> partitions, Reach now) {
    Map<TopicPartition, Long> positions = reader.positions();
    for (FollowedPartition each : partitions) {
      TopicPartition partition = new TopicPartition(topic, each.number());
      if (now.isReached(partition, positions)) {
        each.reachedEnd(now.wanted().getOrDefault(partition, 0L), now.wantedAt());
      }
    }
    commits = before + partitions.stream().mapToLong(FollowedPartition::applied).sum();
    if (now.isReached(positions, nanoTime.getAsLong()) && isWhole(partitions)) {
      serve(partitions.stream().map(FollowedPartition::served).toList(), now);
    } else if (!isComplete) {
      problem =
          Optional.of(
              "topic %s is being read, %,d records are still to come"
                  .formatted(topic, now.missing()));
    }
  }

  /** A topic that was made anew, and is empty yet, takes no model away that is there. */
  private void serve(List<ServedModel> found, Reach now) {
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
    boolean any = found.stream().anyMatch(model -> model.state() != null);
    problem =
        openEnd
            .problem(topic, now.wanted())
            .or(
                () ->
                    any
                        ? Optional.empty()
                        : Optional.of("topic %s holds no model yet".formatted(topic)));
    newestAt = now.wantedAt();
    served = found;
    if (any && !isComplete) {
      LOG.info("the models of topic {} are read: {}", topic, ServedModel.versions(served));
    }
    isComplete |= any;
    if (any) {
      ready.countDown();
    }
  }
}
