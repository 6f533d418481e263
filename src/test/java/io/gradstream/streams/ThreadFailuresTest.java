package io.gradstream.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.state.StateMismatchException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ThreadFailuresTest {

  private final ThreadFailures failures = new ThreadFailures(() -> 0);

  static Stream<Throwable> passing() {
    return Stream.of(
        new TimeoutException("no answer"),
        new DisconnectException("gone"),
        new NotLeaderOrFollowerException("moved"),
        new TaskMigratedException("another has it"),
        new ProducerFencedException("newer producer"),
        new InvalidProducerEpochException("old epoch"),
        new InvalidPidMappingException("expired id"),
        new OutOfOrderSequenceException("lost batch"),
        new TransactionAbortableException("abort it"));
  }

  static Stream<Throwable> repeating() {
    return Stream.of(
        new IllegalStateException("a mistake in the code"),
        new RecordTooLargeException("too large"),
        new TopicAuthorizationException(Set.of("flights")),
        new SaslAuthenticationException("wrong password"),
        new FencedInstanceIdException("two of one name"),
        new MissingSourceTopicException("deleted"),
        new ConfigException("wrong"),
        new StateMismatchException("another pipeline"),
        new OutOfMemoryError("heap"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPassesIsTriedAgainOnANewThread(Throwable cause) {
    assertThat(failures.handle(wrapped(cause))).isEqualTo(REPLACE_THREAD);
    assertThat(failures.failure()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("repeating")
  void whatWouldRepeatEndsTheApplicationWithItsOwnMessage(Throwable cause) {
    assertThat(failures.handle(wrapped(cause))).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(failures.failure()).containsSame(cause);
  }

  @Test
  void anErrorIsNeverTriedAgainWhateverItComesFrom() {
    Error error = new NoClassDefFoundError("a class");
    error.initCause(new TimeoutException("no answer"));
    assertThat(failures.handle(new StreamsException(error))).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void theFirstFailureIsTheOneThatIsReported() {
    Throwable first = new ConfigException("first");
    failures.handle(first);
    failures.handle(new ConfigException("second"));
    assertThat(failures.failure()).containsSame(first);
  }

  @Test
  void whatIsDoneIsLoggedWithTheReason() {
    try (LogLines lines = LogLines.of(ThreadFailures.class)) {
      failures.close();
      failures.handle(wrapped(new TimeoutException("no answer")));
      failures.handle(wrapped(new TimeoutException("no answer")));
      failures.handle(wrapped(new IllegalStateException("a mistake")));
      assertThat(lines.contain("WARN starting the trainer again after: ")).isTrue();
      assertThat(lines.contain("WARN starting the trainer again in 1 s after: ")).isTrue();
      assertThat(lines.contain("ERROR stopping, since this would happen again: ")).isTrue();
    }
  }

  @Test
  void closingEndsAPauseAndThoseToCome() throws Exception {
    CompletableFuture<Void> dead = CompletableFuture.runAsync(this::failNineTimes);
    failures.close();
    dead.get(30, TimeUnit.SECONDS);
  }

  /** It would take 91 seconds. */
  private void failNineTimes() {
    for (int i = 0; i < 9; i++) {
      failures.handle(wrapped(new TimeoutException("no answer")));
    }
  }

  /** As Kafka wraps it; without traces, since they are logged. */
  private static StreamsException wrapped(Throwable cause) {
    KafkaException client = new KafkaException("in a client", cause);
    StreamsException thrown = new StreamsException("at work", client);
    Stream.of(cause, client, thrown).forEach(e -> e.setStackTrace(new StackTraceElement[0]));
    return thrown;
  }
}
