package io.gradstream.schema.registry.http;

import io.gradstream.schema.registry.BoundedCache;
import io.gradstream.schema.registry.ExpiringCache;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaKey;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is made of the answer that there is no such schema: it is believed for a while, and where
 * records are read, not at once.
 *
 * <p>A follower of a registry may hear of a schema seconds after records were written with it, so a
 * schema is first missing when it has been so for {@link #GRACE}. But bytes that are no record name
 * schemas, too, each another: so that they cost neither the registry a request each nor the trainer
 * a wait each, waits and requests are bounded. Ids beside those that are known always may be asked
 * for, since registries number schemas in their order. Thread-safe.
 */
final class UnknownIds {

  /** How long a follower of a registry may lag, if whoever reads records can wait so long. */
  static final Duration GRACE = Duration.ofSeconds(5);

  static final int WAITS = 4;
  static final int REQUESTS = 100;
  static final int BESIDE = 100;

  private static final Duration PER_WAIT = Duration.ofMinutes(1);
  private static final Duration PER_REQUEST = Duration.ofMillis(100);
  private static final int AT_ONCE = 64;

  private final ExpiringCache<SchemaKey, SchemaRegistryException> missing;
  private final BoundedCache<SchemaKey, Instant> waitedFor = new BoundedCache<>(AT_ONCE);
  private final Duration grace;
  private final TokenBucket waits;
  private final TokenBucket requests;
  private final Clock clock;
  private volatile int highest;

  /**
   * Knows of none.
   *
   * @param capacity how many ids are remembered as missing
   * @param ttlSeconds for how long
   * @param grace how long a schema must be missing to be believed so; zero where ids are not those
   *     of records, among which may be bytes that are none
   */
  UnknownIds(int capacity, long ttlSeconds, Duration grace, Clock clock) {
    missing = new ExpiringCache<>(capacity, ttlSeconds, clock);
    this.grace = grace;
    waits = new TokenBucket(WAITS, PER_WAIT, clock);
    requests = new TokenBucket(REQUESTS, PER_REQUEST, clock);
    this.clock = clock;
  }

  /** Returns why a schema is not to be asked for, if it is not. */
  Optional<SchemaRegistryException> refusal(SchemaKey key) {
    Optional<SchemaRegistryException> known = missing.get(key);
    if (known.isPresent() || mayBeAsked(key)) {
      return known;
    }
    return Optional.of(
        isFar(key) ? notAskedFor(key) : SchemaRegistryException.notYet(notAskedFor(key)));
  }

  private static SchemaRegistryException notAskedFor(SchemaKey key) {
    return SchemaRegistryException.answered(
        key.toString(),
        404,
        RegistryApi.SCHEMA_NOT_FOUND,
        ("not asked for: far from every id that is known, and more than %d of such were asked"
                + " for in vain within seconds")
            .formatted(REQUESTS));
  }

  /** Only then is it not waited until it may be asked for. */
  private boolean isFar(SchemaKey key) {
    return key instanceof SchemaKey.Id && highest > 0;
  }

  private boolean mayBeAsked(SchemaKey key) {
    return grace.isZero() || isBeside(key) || waitedFor.get(key).isPresent() || requests.take();
  }

  private boolean isBeside(SchemaKey key) {
    return key instanceof SchemaKey.Id id
        && id.id() >= 0
        && highest > 0
        && id.id() <= (long) highest + BESIDE;
  }

  /** Notes that a schema is there. */
  void found(SchemaKey key) {
    if (key instanceof SchemaKey.Id id) {
      highest = Math.max(highest, id.id());
    }
  }

  /**
   * Returns what to throw for the answer that a schema is not there: the answer, or that it is to
   * be asked for again.
   */
  SchemaRegistryException missed(SchemaKey key, SchemaRegistryException answer) {
    Instant now = clock.instant();
    Optional<Instant> first = waitedFor.get(key);
    if (first.isEmpty() && !grace.isZero() && waits.take()) {
      waitedFor.put(key, now);
      return SchemaRegistryException.notYet(answer);
    }
    if (first.isPresent() && now.isBefore(first.get().plus(grace))) {
      return SchemaRegistryException.notYet(answer);
    }
    missing.put(key, answer);
    return answer;
  }
}
