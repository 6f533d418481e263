package io.gradstream.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Every error of Kafka's clients is judged, those that a new version brings among them. */
class KafkaErrorsTest {

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(ThreadFailures.class);

  /** What passes though Kafka does not call it retriable. */
  private static final Set<String> PASSING =
      Set.of(
          "ApplicationRecoverable",
          "BrokerNotAvailable",
          "ControllerMoved",
          "DuplicateSequence",
          "FencedMemberEpoch",
          "FencedStateEpoch",
          "GroupIdNotFound",
          "IllegalGeneration",
          "InvalidPidMapping",
          "InvalidProducerEpoch",
          "InvalidTxnState",
          "MemberIdRequired",
          "NewLeaderElected",
          "OutOfOrderSequence",
          "ProducerFenced",
          "ReassignmentInProgress",
          "RebalanceInProgress",
          "RebootstrapRequired",
          "StaleBrokerEpoch",
          "StaleMemberEpoch",
          "TransactionAbortable",
          "TransactionAborted",
          "TransactionCoordinatorFenced",
          "TransactionalIdNotFound",
          "UnknownMemberId",
          "UnknownProducerId",
          "UnreleasedInstanceId");

  /** As many as Kafka 4.3.1 has; an upgrade that brings others has them looked at, one by one. */
  private static final int REPEATING = 85;

  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(null);
  }

  static Stream<Class<?>> errors() throws IOException {
    Path jar =
        Path.of(
            URI.create(
                RetriableException.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()));
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.matches("org/apache/kafka/common/errors/\\w+\\.class"))
          .<Class<?>>map(KafkaErrorsTest::load)
          .filter(type -> Throwable.class.isAssignableFrom(type))
          .filter(type -> !Modifier.isAbstract(type.getModifiers()))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void whatPassesIsTriedAgainAndNothingElse(Class<?> type) throws Exception {
    ThreadFailures failures = new ThreadFailures(() -> 0);
    boolean passes = RetriableException.class.isAssignableFrom(type) || isNamed(type);

    assertThat(failures.handle(instance(type)) == REPLACE_THREAD)
        .as(type.getSimpleName())
        .isEqualTo(passes);
  }

  @Test
  void everyErrorOfThisVersionHasBeenLookedAt() throws IOException {
    Set<String> repeating = new TreeSet<>();
    errors()
        .filter(type -> !RetriableException.class.isAssignableFrom(type) && !isNamed(type))
        .forEach(type -> repeating.add(type.getSimpleName()));

    assertThat(repeating).hasSize(REPEATING);
  }

  private static boolean isNamed(Class<?> type) {
    return PASSING.contains(type.getSimpleName().replaceFirst("Exception$", ""));
  }

  private static Class<?> load(String entry) {
    try {
      return Class.forName(entry.replace(".class", "").replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By the constructor that takes least, with nothing of everything. */
  private static Throwable instance(Class<?> type) throws Exception {
    Constructor<?> simplest =
        Arrays.stream(type.getDeclaredConstructors())
            .min(Comparator.comparingInt(Constructor::getParameterCount))
            .orElseThrow();
    simplest.setAccessible(true);
    Object[] nothing =
        Arrays.stream(simplest.getParameterTypes()).map(KafkaErrorsTest::nothing).toArray();
    return (Throwable) simplest.newInstance(nothing);
  }

  private static Object nothing(Class<?> type) {
    Map<Class<?>, Object> values =
        Map.of(
            int.class,
            0,
            long.class,
            0L,
            String.class,
            "",
            Set.class,
            Set.of(),
            Map.class,
            Map.of(),
            Optional.class,
            Optional.empty());
    return values.get(type);
  }
}
