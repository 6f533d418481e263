package io.gradstream.schema.registry.http;

import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request anew when it failed for a reason that passes: no connection, no answer in time,
 * or one of 408, 429, 502, 503 and 504, as Confluent's client does; or an answer that no registry
 * gives, and one that leads elsewhere, as proxies do for a while.
 *
 * <p>The waits double, give or take a fifth, so that clients of a registry that comes back do not
 * come all at once. A registry that says how long to wait ({@code Retry-After}) is heard, up to
 * {@code retries.max.wait.ms} if that is set, and else up to two minutes.
 */
final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(HttpSchemaRegistry.class);
  private static final double JITTER = 0.2;

  private final int most;
  private static final long LONGEST_ASKED_MS = TimeUnit.MINUTES.toMillis(2);

  private final long longestAsked;
  private final ExponentialBackoff backoff;
  private final Pause pause;

  /** Waits, so that tests need no real time. */
  @FunctionalInterface
  interface Pause {

    /** Waits in the thread that is passing by. */
    Pause REAL = TimeUnit.MILLISECONDS::sleep;

    void millis(long ms) throws InterruptedException;
  }

  Retries(SchemaRegistryConfig config, Pause pause) {
    most = config.getInt(SchemaRegistryConfig.MAX_RETRIES);
    backoff =
        new ExponentialBackoff(
            config.getInt(SchemaRegistryConfig.RETRIES_WAIT_MS),
            2,
            config.getInt(SchemaRegistryConfig.RETRIES_MAX_WAIT_MS),
            JITTER);
    longestAsked =
        config.isGiven(SchemaRegistryConfig.RETRIES_MAX_WAIT_MS)
            ? config.getInt(SchemaRegistryConfig.RETRIES_MAX_WAIT_MS)
            : LONGEST_ASKED_MS;
    this.pause = pause;
  }

  /**
   * Returns what the request gives.
   *
   * @throws SchemaRegistryException its failure, if that does not pass, the retries are used up, or
   *     the thread is interrupted while it waits
   */
  <T> T send(Supplier<T> request) {
    for (int retry = 1; ; retry++) {
      try {
        return request.get();
      } catch (SchemaRegistryException e) {
        if (retry > most || !passes(e) || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        waitBefore(retry, e);
      }
    }
  }

  /**
   * Tells whether the same request is worth sending again soon: not so when the registry is ill.
   */
  static boolean passes(SchemaRegistryException failure) {
    return switch (failure.status()) {
      case 0, 200, 301, 302, 303, 307, 308, 408, 429, 502, 503, 504 -> failure.isRetriable();
      default -> false;
    };
  }

  private void waitBefore(int retry, SchemaRegistryException failure) {
    long asked = Math.min(failure.retryAfter().toMillis(), longestAsked);
    long ms = Math.max(backoff.backoff(retry - 1L), asked);
    LOG.warn(
        "{}; trying again in {} s ({} of {})",
        failure.getMessage(),
        String.format(Locale.ROOT, "%.1f", ms / 1000.0),
        retry,
        most);
    try {
      pause.millis(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
