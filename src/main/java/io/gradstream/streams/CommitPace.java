package io.gradstream.streams;

import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a commit every {@link #TICK}, but less often where each would write much of the model
 * again: it waits a second for each {@link #BYTES_A_SECOND} that the commit writes. A model of
 * which less than a {@link #PART} changes within a second does not wait longer than that: where a
 * row changes here and a row there, waiting would save nothing and make the commit long.
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

  /** By the table of commit intervals in docs/operations.md; Kafka Streams' own choice, too. */
  static final Duration TICK = Duration.ofMillis(100);

  private static final long TICKS_A_SECOND = Duration.ofSeconds(1).dividedBy(TICK);

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
  private final Function<Runnable, Runnable> clock;
  private @Nullable Runnable end; // of the ticks, while there are any
  private long commits;
  private long waited;
  private boolean told;

  /**
   * Creates a pace.
   *
   * @param commit asks for a commit
   * @param clock runs what it is given every {@link #TICK}; returns what ends that
   */
  CommitPace(Changes changes, Runnable commit, Function<Runnable, Runnable> clock) {
    this.changes = changes;
    this.commit = commit;
    this.clock = clock;
  }

  /** Returns the pace of a task; nothing is asked for where the pipeline file has an interval. */
  static CommitPace of(Pipeline pipeline, ProcessorContext<?, ?> context, Changes changes) {
    return new CommitPace(changes, context::commit, clock(pipeline, context));
  }

  /** Returns the clock of a task; it does not tick where the pipeline file has an interval. */
  static Function<Runnable, Runnable> clock(Pipeline pipeline, ProcessorContext<?, ?> context) {
    boolean given = pipeline.kafka().containsKey(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
    return given
        ? tick -> () -> {}
        : tick ->
            context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick.run())::cancel;
  }

  /** Takes note that a record was taken: ticks are counted from now on. */
  void taken() {
    if (end == null) {
      end = clock.apply(this::tick);
    }
  }

  private void tick() {
    if (changes.commits() != commits) { // one was made without being asked for
      commits = changes.commits();
      waited = 0;
    }
    waited++;
    long bytes = changes.dirtyBytes();
    if (bytes == 0) { // every record that was taken changes something: none was
      Objects.requireNonNull(end).run(); // for Kafka Streams commits whatever has a clock
      end = null;
      return;
    }
    boolean isLittle = bytes * TICKS_A_SECOND <= waited * BYTES_A_SECOND;
    if (isLittle || waited >= TICKS_A_SECOND && bytes < PART * changes.bytes()) {
      commit.run();
      waited = 0;
    } else if (!told && waited >= TICKS_A_SECOND) {
      told = true;
      LOG.info(
          "commits come less often than every second, for each would write {} MB of the model:"
              + " predictions are seen by read_committed consumers as much later."
              + " kafka.commit.interval.ms sets an interval of your own",
          bytes >> 20);
    }
  }
}
