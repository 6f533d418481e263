package io.gradstream.watch;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A pipeline's topics read once, as far as they go by now; see {@link Watch#read}. */
final class OneReading {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private OneReading() {}

  static Snapshot of(Pipeline pipeline, RecordFormats formats, long from, int partition) {
    try (Followers followers = new Followers(pipeline, pipeline.kafka(), formats, from)) {
      followers.openAll();
      read(followers);
      int chosen = partition;
      if (partition < 0) {
        chosen = followers.history().partitions().stream().findFirst().orElse(0);
      }
      return new Drawing(pipeline.name(), pipeline.learner(), "topics")
          .draw(
              followers.history(),
              chosen,
              new Drawing.Rest(
                  followers.dead().view(followers.areDeadLettersWhole(), true),
                  null,
                  null,
                  List.of(),
                  notes(
                      followers.notes(),
                      followers.problem(),
                      !followers.history().partitions().isEmpty())));
    }
  }

  /**
   * Returns what is to be said beside the figures. A foreign record hides nothing of what can be
   * read; where nothing could be, it is why.
   *
   * @param any whether a window was read
   */
  static List<String> notes(List<String> notes, Optional<String> problem, boolean any) {
    if (problem.isPresent() && !any) {
      throw new ApplicationException(problem.get());
    }
    List<String> all = new ArrayList<>(notes);
    problem.ifPresent(found -> all.add(found + "; it is passed over."));
    return all;
  }

  private static void read(Followers followers) {
    boolean end = false;
    long came = System.nanoTime();
    while (!end) {
      end = followers.haveCaughtUp();
      for (TopicFollower each : followers.all()) {
        came = each.poll(POLL) ? System.nanoTime() : came;
      }
      if (!end && System.nanoTime() - came > PATIENCE.toNanos()) {
        throw new ApplicationException(
            "nothing came of the pipeline's topics for %d s before their ends were reached: the brokers are away, or slow; try again"
                .formatted(PATIENCE.toSeconds()));
      }
    }
  }
}
