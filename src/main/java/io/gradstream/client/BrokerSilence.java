package io.gradstream.client;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is to be said of brokers that do not answer: a line after some seconds, one a minute as long
 * as that lasts, and one when they are back. Kafka's clients say it many times a second, and not
 * that nothing is lost.
 */
final class BrokerSilence {

  /** How long a broker may take before anything is said. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration REPEATED = Duration.ofMinutes(1);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final String servers;
  private final String nothingIsLost;
  private final Supplier<LocalTime> clock;
  private long answered;
  private LocalTime since;
  private long said = Long.MIN_VALUE;

  /**
   * Begins with brokers that have just answered.
   *
   * @param servers where they are
   * @param nothingIsLost what is done meanwhile
   * @param clock the time of day, for people
   * @param now a time as {@link System#nanoTime} is
   */
  BrokerSilence(String servers, String nothingIsLost, Supplier<LocalTime> clock, long now) {
    this.servers = servers;
    this.nothingIsLost = nothingIsLost;
    this.clock = clock;
    answered = now;
    since = clock.get();
  }

  /** Notes an answer; returns what is to be said of it. */
  Optional<String> answered(long now) {
    boolean was = said != Long.MIN_VALUE;
    String back = "a broker at %s answers again, after %d s".formatted(servers, seconds(now));
    answered = now;
    since = clock.get();
    said = Long.MIN_VALUE;
    return was ? Optional.of(back) : Optional.empty();
  }

  /** Notes that there was no answer; returns what is to be said of it now. */
  Optional<String> silent(long now) {
    boolean early = now - answered < PATIENCE.toNanos();
    if (early || said != Long.MIN_VALUE && now - said < REPEATED.toNanos()) {
      return Optional.empty();
    }
    said = now;
    return Optional.of(
        "no broker at %s since %s (%d s): %s"
            .formatted(servers, TIME.format(since), seconds(now), nothingIsLost));
  }

  private long seconds(long now) {
    return Duration.ofNanos(now - answered).toSeconds();
  }
}
