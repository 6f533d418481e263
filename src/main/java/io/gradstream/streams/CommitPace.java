package io.gradstream.streams;

import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a commit every second, but less often where each would write much of the model again: a
 * model of which a {@link #PART} changes within a second waits a second for each {@link
 * #BYTES_A_SECOND} that the commit writes. Where less changes, as a row here and a row there,
 * waiting would save nothing and make the commit long.
 *
 * <p>Never longer than {@link StreamsSettings#longestCommitInterval}, when Kafka Streams commits by
 * itself; and not at all where the pipeline file gives {@code commit.interval.ms}, which is then
 * the interval. When a commit is made changes nothing in what is learned.
 */
final class CommitPace {

  /**
   * What the changelog is written with at most, in the mean, as long as the longest wait allows.
   */
  static final long BYTES_A_SECOND = 8L << 20;

  /** Checkpoint and window, which do not change with every record, are a part of the model too. */
  static final double PART = .25;

  static final Duration TICK = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(CommitPace.class);

  /** What is to be committed. */
  interface Changes {

    /** Returns how many bytes of the model a commit writes now, about. */
    long dirtyBytes();

    /** Returns how many bytes all of the model has, about. */
    long bytes();

    /** Returns how many commits were made. */
    long commits();
  }

  private final Changes changes;
  private final Runnable commit;
  private long commits;
  private long waited;
  private boolean told;

  CommitPace(Changes changes, Runnable commit) {
    this.changes = changes;
    this.commit = commit;
  }

  /** Begins to ask for the commits of a task, if the pipeline file leaves it to this class. */
  static void begin(Pipeline pipeline, ProcessorContext<?, ?> context, Changes changes) {
    if (!pipeline.kafka().containsKey(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)) {
      CommitPace pace = new CommitPace(changes, context::commit);
      context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> pace.tick());
    }
  }

  /** Takes note that a second has passed. */
  void tick() {
    if (changes.commits() != commits) { // one was made without being asked for
      commits = changes.commits();
      waited = 0;
    }
    waited++;
    long bytes = changes.dirtyBytes();
    if (bytes == 0) {
      return; // every record that was taken changes something: none was
    }
    if (bytes <= waited * BYTES_A_SECOND || bytes < PART * changes.bytes()) {
      commit.run();
      waited = 0;
    } else if (!told) {
      told = true;
      LOG.info(
          "commits come less often than every second, for each would write {} MB of the model:"
              + " predictions are seen by read_committed consumers as much later."
              + " kafka.commit.interval.ms sets an interval of your own",
          bytes >> 20);
    }
  }
}
