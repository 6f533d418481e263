package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.schema.SerdeAwayException;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.BrokerNotAvailableException;
import org.apache.kafka.common.errors.ControllerMovedException;
import org.apache.kafka.common.errors.DuplicateSequenceException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.FencedStateEpochException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.MemberIdRequiredException;
import org.apache.kafka.common.errors.NewLeaderElectedException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ReassignmentInProgressException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RebootstrapRequiredException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.StaleBrokerEpochException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.TransactionCoordinatorFencedException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what a trainer's thread died of: what passes is tried again on a new thread, after a pause
 * if it comes back; what would repeat ends the application.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

  /**
   * What passes besides what Kafka calls retriable: the next transaction, with a new producer and a
   * new membership, may well succeed. Brokers of earlier versions answer {@link
   * InvalidTxnStateException} where later ones say that the transaction is to be aborted.
   */
  private static final List<Class<? extends Throwable>> PASSING =
      List.of(
          ApplicationRecoverableException.class, // fenced, epochs, generations, unknown members
          BrokerNotAvailableException.class,
          CommitFailedException.class,
          ControllerMovedException.class,
          DuplicateSequenceException.class,
          FencedMemberEpochException.class,
          FencedStateEpochException.class,
          GroupIdNotFoundException.class,
          InvalidTxnStateException.class,
          LockException.class,
          MemberIdRequiredException.class,
          NewLeaderElectedException.class,
          OutOfOrderSequenceException.class,
          ReassignmentInProgressException.class,
          RebalanceInProgressException.class,
          RebootstrapRequiredException.class,
          StaleBrokerEpochException.class,
          StaleMemberEpochException.class,
          TaskCorruptedException.class,
          TaskMigratedException.class,
          TransactionAbortableException.class,
          TransactionAbortedException.class,
          TransactionCoordinatorFencedException.class,
          TransactionalIdNotFoundException.class,
          UnreleasedInstanceIdException.class);

  /** What Kafka Streams says of an internal topic that does not fit the input. */
  private static final Pattern PARTITIONS =
      Pattern.compile(
          "internal topic (\\S+) has invalid partitions: expected: (\\d+); actual: (\\d+)");

  private final RestartPause pause;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Starts without failures; {@code nanoTime} is a clock as {@link System#nanoTime} is. */
  ThreadFailures(LongSupplier nanoTime) {
    pause = new RestartPause(nanoTime);
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable given) {
    Throwable thrown = withoutReset(given);
    Throwable cause = meaningful(thrown);
    if (isTransient(thrown)) {
      Duration wait = pause.next();
      String when = wait.isZero() ? "" : " in %d s".formatted(wait.toSeconds());
      if (isForeseen(cause)) {
        LOG.warn("starting the trainer again{} after: {}", when, cause.getMessage());
      } else {
        LOG.warn("starting the trainer again{} after: {}", when, thrown.getMessage(), thrown);
      }
      await(wait);
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    if (!isForeseen(cause)) { // one that is foreseen has a message, for whoever asks for failure()
      LOG.error("stopping, since this would happen again: {}", thrown.getMessage(), thrown);
    }
    failure.compareAndSet(null, cause);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Notes a failure that ends the application and that no thread died of. */
  void end(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  /** Returns the first failure that ended the application. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Ends a pause, and lets none begin: the application closes. */
  void close() {
    closing.countDown();
  }

  /** The thread that died waits here; the new one is not there yet. */
  private void await(Duration wait) {
    try {
      closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the network, a broker or another member of the group did; the transaction is redone. */
  private static boolean isTransient(Throwable thrown) {
    return causes(thrown).noneMatch(Error.class::isInstance)
        && causes(thrown).anyMatch(ThreadFailures::passes);
  }

  private static boolean passes(Throwable cause) {
    return cause instanceof RetriableException
        || PASSING.stream().anyMatch(type -> type.isInstance(cause))
            && !(cause instanceof FencedInstanceIdException)
        || cause instanceof SchemaRegistryException away && away.isRetriable();
  }

  /** Returns the failure without Kafka's advice to reset the application, which deletes models. */
  private static Throwable withoutReset(Throwable given) {
    return causes(given)
        .map(cause -> PARTITIONS.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .findFirst()
        .<Throwable>map(
            found ->
                new ApplicationException(
                    ("the number of partitions of the input topic has changed at work: it asks for %s"
                            + " of %s, which has %s. Start the pipeline again. Nothing is lost, and the"
                            + " model is in that topic: do not delete it")
                        .formatted(found.group(2), found.group(1), found.group(3))))
        .orElse(given);
  }

  private static boolean isForeseen(Throwable thrown) {
    return thrown instanceof StateMismatchException
        || thrown instanceof ApplicationException
        || thrown instanceof MissingSourceTopicException
        || thrown instanceof ConfigException
        || thrown instanceof AuthenticationException
        || thrown instanceof AuthorizationException
        || thrown instanceof FencedInstanceIdException
        || thrown instanceof PoisonRecordException
        || thrown instanceof SerdeAwayException
        || thrown instanceof SchemaRegistryException;
  }

  private static Throwable meaningful(Throwable thrown) {
    return causes(thrown)
        .filter(ThreadFailures::isForeseen)
        .findFirst()
        .or(() -> causes(thrown).reduce((before, last) -> last))
        .orElse(thrown);
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
  }
}
