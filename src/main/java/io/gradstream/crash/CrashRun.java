package io.gradstream.crash;

import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.crash.Injector.Done;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopology;
import io.gradstream.streams.StreamsSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/** A test from its first instance until all records are committed: fault after fault. */
final class CrashRun {

  private static final long PATIENCE_SECONDS = 90;
  private static final long POLL_MILLIS = 50;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** How many records are sent ahead of a fault, so that it finds some under way. */
  private static final long AHEAD = 300;

  private final CrashOptions options;
  private final FaultPlan plan;
  private final String input;
  private final Optional<String> labels;
  private final String trained;
  private final boolean repartitioned;
  private final Map<String, String> kafka;
  private final GroupProgress progress;
  private final Fleet fleet;
  private final InputFeed feed;
  private final Tally tally = new Tally();
  private final CrashDisplay display;
  private final Injector injector;
  private final Operator operator;

  CrashRun(
      CrashOptions options,
      FaultPlan plan,
      Pipeline pipeline,
      Cluster cluster,
      Servers servers,
      Fleet fleet,
      InputFeed feed,
      CrashDisplay display) {
    this.options = options;
    this.plan = plan;
    this.fleet = fleet;
    this.feed = feed;
    this.display = display;
    String group = StreamsSettings.applicationId(pipeline);
    kafka = pipeline.kafka();
    input = pipeline.input().topic();
    labels = pipeline.readsLabels().map(from -> from.source().topic());
    repartitioned = PipelineApplication.repartitioned(pipeline, options.partitions());
    trained = repartitioned ? PipelineTopology.repartitionTopic(group) : input;
    progress = new GroupProgress(cluster, group);
    injector = new Injector(fleet, servers, repartitioned);
    operator = new Operator(cluster, fleet, line -> display.line("%s", line));
  }

  /** Runs it; returns what was done. */
  Tally run() throws IOException, InterruptedException {
    display.begin(plan.records());
    for (int i = 0; i < options.instances(); i++) {
      fleet.start();
    }
    feed.start();
    List<Fault> faults = plan.faults();
    for (int i = 0; i < faults.size(); i++) {
      boolean chained =
          i + 1 < faults.size() && faults.get(i + 1).kind() == FaultKind.KILL_IN_RESTORE;
      inject(i, faults.get(i), chained);
    }
    finish();
    tally.endedByThemselves(fleet.restarts());
    tally.setByHand(operator.times());
    return tally;
  }

  private void inject(int index, Fault fault, boolean chained)
      throws IOException, InterruptedException {
    feed.allow(fault.moment() + AHEAD);
    await("record " + fault.moment(), () -> total() >= fault.moment());
    Map<Integer, Long> read = progress.committed(input);
    Map<Integer, Long> readLabels = labels.map(progress::committed).orElse(Map.of());
    Map<Integer, Long> before = progress.committed(trained);
    feed.allow(feed.count() + AHEAD);
    long began = System.nanoTime();
    Done done = injector.inject(fault);
    long back = -1;
    if (!chained) {
      if (fault.kind().isKill()) { // what was on its way is committed by now
        before = progress.committed(trained);
        began = System.nanoTime();
      }
      back = awaitBack(fault, before, began);
    }
    tally.add(done.kind(), read, readLabels, back);
    display.line(
        "%3d of %d  %-20s  %s, partition %d at %,d%s",
        index + 1,
        plan.faults().size(),
        done.kind().label(),
        done.what(),
        fault.partition(),
        read.getOrDefault(fault.partition(), 0L),
        back < 0 ? "" : ": back after %.1f s".formatted(back / 1e3));
  }

  /** Waits until the partition goes on; returns how long that took. */
  private long awaitBack(Fault fault, Map<Integer, Long> before, long began)
      throws IOException, InterruptedException {
    feed.allow(feed.count() + AHEAD);
    await(
        fault.kind().label() + ", partition " + fault.partition(),
        () -> isBack(fault, before) || feed.isDone() && isAtEnd());
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private boolean isBack(Fault fault, Map<Integer, Long> before) {
    int partition = repartitioned ? 0 : fault.partition();
    return progress.committed(trained).getOrDefault(partition, 0L)
        > before.getOrDefault(partition, 0L);
  }

  private void finish() throws IOException, InterruptedException {
    feed.finish();
    await("the end of the input", this::isAtEnd);
  }

  /** Tells whether all that has been sent is committed, on both ways where there are two. */
  private boolean isAtEnd() {
    return progress.isAtEnd(input, options.partitions())
        && labels.filter(topic -> !progress.isAtEnd(topic, options.partitions())).isEmpty()
        && (!repartitioned || isTrainedToEnd());
  }

  /** Returns how much is committed of all that is read. */
  private long total() {
    return progress.total(input) + labels.map(progress::total).orElse(0L);
  }

  /** A repartition topic ends with marks of transactions, which nobody commits: it is looked at. */
  private boolean isTrainedToEnd() {
    long committed = progress.committed(trained).getOrDefault(0, 0L);
    TopicPartition partition = new TopicPartition(trained, 0);
    try (TopicReader reader = TopicReader.from(kafka, partition, committed)) {
      while (!reader.atEnd()) {
        if (reader.poll(LOOK).iterator().hasNext()) {
          return false;
        }
      }
    }
    return true;
  }

  private void await(String what, BooleanSupplier happened)
      throws IOException, InterruptedException {
    long moved = System.nanoTime();
    long reached = total();
    while (!happened.getAsBoolean()) {
      feed.rethrow();
      fleet.supervise();
      if (options.broker()) { // nothing else may call for anybody
        operator.follow(fleet.takeLastWords());
      }
      if (total() > reached) {
        moved = System.nanoTime();
        reached = total();
      }
      if (System.nanoTime() - moved > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        throw new CrashTestException(
            "the pipeline stands still: waited %d s for %s; committed are %s of %s"
                .formatted(PATIENCE_SECONDS, what, progress.committed(input), input));
      }
      display.progress(total(), what);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
