package io.gradstream.model;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Predictor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holds the committed models of a pipeline, a commit interval old: it reads the pipeline's model
 * topic and applies each commit as a whole.
 *
 * <p>It is a consumer of committed records without a group: any number of followers disturb neither
 * the trainer nor each other. Where brokers are away, or a trainer is, the models stay as they are
 * and grow old, which {@link #health} says. Thread-safe.
 */
public final class ModelFollower implements AutoCloseable {

  private final FollowerLoop loop;
  private final Thread thread;

  private ModelFollower(FollowerLoop loop) {
    this.loop = loop;
    thread = new Thread(loop, "model-follower");
    thread.setDaemon(true);
  }

  /**
   * Begins to follow.
   *
   * @param kafka settings of Kafka's clients: {@code bootstrap.servers} and security
   * @param topic the model topic
   * @param several whether the pipeline has a model for each partition, and not one
   * @param rule what the pipeline learns
   */
  public static ModelFollower start(
      Map<String, String> kafka, String topic, boolean several, LearnerRule rule) {
    ModelFollower follower = new ModelFollower(new FollowerLoop(kafka, topic, several, rule));
    follower.thread.start();
    return follower;
  }

  /**
   * Waits until all models that were committed when it began are there.
   *
   * @return whether they are; if not, {@link #health} says why
   */
  public boolean await(Duration patience) throws InterruptedException {
    CountDownLatch ready = loop.ready();
    return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns how many models there are: as many as the topic has partitions, 0 if unknown yet. */
  public int partitions() {
    return loop.served().size();
  }

  /** Returns the models that are there, by partition. */
  public List<ModelState> states() {
    List<ModelState> states = new ArrayList<>();
    for (ServedModel served : loop.served()) {
      ModelState state = served.state();
      if (state != null) {
        states.add(state);
      }
    }
    return Collections.unmodifiableList(states);
  }

  /** Returns the model of a partition; empty if it has none yet. */
  public Optional<ModelState> state(int partition) {
    return Optional.ofNullable(loop.served().get(partition).state());
  }

  /**
   * Does something with the newest model of a partition, which must change nothing and keep nothing
   * of it; empty if it has none yet.
   */
  public <T> Optional<T> with(int partition, BiFunction<Predictor, ModelState, T> work) {
    ServedModel served = loop.served().get(partition);
    @Nullable ModelState state = served.state();
    return state == null ? Optional.empty() : Optional.of(served.with(work));
  }

  /** Returns how long commits took to get here. */
  public Delays delays() {
    return loop.delays();
  }

  /** Returns how the following goes. */
  public FollowerHealth health() {
    return loop.health();
  }

  @Override
  public void close() {
    loop.close();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
