package io.gradstream.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How a follower fares.
 *
 * @param ready whether every model that was committed when it began is there
 * @param age how long ago its models were known to be the newest that are committed; empty before
 * @param problem why it is not ready, or what keeps it from newer models: a sentence; empty if all
 *     is well
 * @param commits how many commits it has applied, of all partitions
 * @param restarts how often it began anew, because blocks were missing that it needed
 */
public record FollowerHealth(
    boolean ready, Optional<Duration> age, Optional<String> problem, long commits, long restarts) {}
