package io.gradstream.crash;

import io.gradstream.pipeline.Scale;
import java.util.Optional;

/**
 * What a crash test is to do.
 *
 * @param pipeline a pipeline file, or the name of one that comes with the program
 * @param kills how many processes are killed; other faults come beside them
 * @param partitions of the input topic
 * @param scale in place of what the pipeline says, if anything
 * @param standby how many copies of each model are kept warm
 * @param seed where input and faults come from
 * @param broker whether the broker is killed, too
 * @param ahead how many records are sent before the first fault, none of which has a label
 * @param registry whether the registry goes away and answers nonsense, too
 */
public record CrashOptions(
    String pipeline,
    int kills,
    int partitions,
    Optional<Scale> scale,
    int standby,
    long seed,
    int ahead,
    boolean broker,
    boolean registry) {

  /** Returns how many instances run when none has joined: enough to take over from each other. */
  int instances() {
    return Math.max(2, standby + 1);
  }
}
