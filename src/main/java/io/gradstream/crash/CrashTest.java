package io.gradstream.crash;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.Scale;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.PipelineTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;

/**
 * The promise, tried: a pipeline whose processes are killed, stopped, frozen and moved at random
 * moments leaves, byte for byte, what the learner alone makes of the same records.
 *
 * <p>Broker and instances are processes of its own; whatever it has started ends with it, by its
 * process id.
 */
public final class CrashTest {

  /**
   * How long a partition may have been empty before a trainer of two topics goes on without it:
   * longer than any fault lasts, so that the order of both is that of the times. Kafka Streams
   * counts from when it ran empty, and not from when the other topic has a record.
   */
  private static final String LONGER_THAN_A_FAULT = "45000";

  private final CrashOptions options;
  private final PrintWriter out;

  /** Creates a test that has started nothing. */
  public CrashTest(CrashOptions options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /** Returns the names of the pipelines that come with the program. */
  static List<String> pipelines() {
    return PipelineFile.OWN;
  }

  /**
   * Runs it and prints a line a fault, then a table.
   *
   * @return whether everything is identical
   * @throws io.gradstream.pipeline.PipelineException if the pipeline has mistakes, or reads or
   *     writes what nobody but its classes can make or read
   */
  public boolean run() throws IOException, InterruptedException {
    PipelineFile.check(options.pipeline());
    requireOneOrder();
    Path directory = Files.createTempDirectory("gradstream-crash-test-");
    Started started = new Started();
    Thread atExit = new Thread(() -> stop(started, directory), "stop-crash-test");
    Runtime.getRuntime().addShutdownHook(atExit);
    boolean identical = false;
    try {
      identical = run(directory, started);
      return identical;
    } catch (CrashTestException e) {
      throw new ApplicationException(String.valueOf(e.getMessage()), e);
    } finally {
      started.close();
      if (forget(atExit)) {
        keepOrDiscard(directory, identical);
      }
    }
  }

  private boolean run(Path directory, Started started) throws IOException, InterruptedException {
    FaultPlan plan = FaultPlan.of(options);
    CrashDisplay display = started.note(new CrashDisplay(out));
    Servers servers = started.note(Servers.start(directory, options.broker()));
    Path file =
        PipelineFile.write(
            options.pipeline(),
            options.scale(),
            settings(servers.kafka(), directory, isMerged()),
            directory.resolve("pipeline"));
    Pipeline pipeline = PipelineReader.read(file, System.getenv());
    display.line("%s", summary(pipeline, plan));
    Cluster cluster = started.note(Cluster.connect(servers.kafka()));
    createTopics(cluster, pipeline);
    Fleet fleet =
        started.note(new Fleet(file, directory, options.ahead(), line -> display.line("%s", line)));
    InputFeed feed = started.note(feed(pipeline, servers, plan));
    Tally tally =
        new CrashRun(options, plan, pipeline, cluster, servers, fleet, feed, display).run();
    fleet.terminate();
    display.close();
    Verdict verdict = verdict(cluster, pipeline);
    new CrashReport(out, tally, verdict).print();
    return verdict.isIdentical();
  }

  /** A broker that dies lets the parts of a batch be there at times far apart. */
  private void requireOneOrder() throws IOException {
    if (options.broker() && isMerged()) {
      throw PipelineException.about(
          options.pipeline(),
          List.of(
              "labels.topic: of two topics that are read by time, which record comes first depends on how long a broker is away that is killed; leave --broker out, or give --scale single and --partitions 2 or more, so that both go through one topic whose order can be read"));
    }
  }

  /** Tells whether a trainer reads two topics by time. */
  private boolean isMerged() throws IOException {
    Pipeline given = PipelineFile.read(options.pipeline(), System.getenv());
    Scale scale = options.scale().orElse(given.scale());
    return given.readsLabels().isPresent()
        && (scale == Scale.PARTITION || options.partitions() == 1);
  }

  private String summary(Pipeline pipeline, FaultPlan plan) {
    return "%s, seed %d: %d records, partitions %d, scale %s, instances %d, standby %d, faults %d"
        .formatted(
            pipeline.name(),
            options.seed(),
            plan.records(),
            options.partitions(),
            pipeline.scale().name().toLowerCase(Locale.ROOT),
            options.instances(),
            options.standby(),
            plan.faults().size());
  }

  private Verdict verdict(Cluster cluster, Pipeline pipeline) {
    OutputTopics topics = new OutputTopics(pipeline);
    Oracle oracle = new Oracle(pipeline);
    Written should = oracle.written(cluster, options.partitions());
    Comparison comparison = new Comparison(topics.read(), should, topics, pipeline);
    Verdict verdict = comparison.compare(oracle.input());
    return pipeline.labels().isPresent()
        ? verdict.with("waiting at the end", Math.toIntExact(oracle.waiting()))
        : verdict;
  }

  private InputFeed feed(Pipeline pipeline, Servers servers, FaultPlan plan) throws IOException {
    return new InputFeed(
        Map.of("bootstrap.servers", servers.kafka().getOrDefault("bootstrap.servers", "")),
        new InputBatches(
            InputSources.of(pipeline, servers.registry()),
            options.partitions(),
            isMerged(),
            options.seed(),
            options.registry()),
        options.ahead(),
        plan.records());
  }

  private void createTopics(Cluster cluster, Pipeline pipeline) {
    List<NewTopic> inputs =
        pipeline.inputTopics().stream()
            .map(topic -> new NewTopic(topic, Optional.of(options.partitions()), Optional.empty()))
            .toList();
    cluster.get("creating the input", cluster.admin().createTopics(inputs).all());
    new PipelineTopics(cluster, pipeline).createMissing(pipeline.outputTopics());
  }

  /**
   * What dies is to be missed soon. How often is committed is the program's own choice: ten times a
   * second for a small model, so that many commits are hit.
   */
  private Map<String, String> settings(
      Map<String, String> servers, Path directory, boolean merged) {
    Map<String, String> kafka = new LinkedHashMap<>(servers);
    kafka.put("session.timeout.ms", "2000");
    kafka.put("heartbeat.interval.ms", "400");
    // A fifth of it is how long a record waits for its schema, which with a registry that fails is
    // to be longer than an answer is late; and a large model takes its time to be read back.
    kafka.put("max.poll.interval.ms", options.registry() || options.ahead() > 0 ? "30000" : "4000");
    kafka.put("max.poll.records", "50");
    kafka.put("metadata.max.age.ms", "1000");
    if (merged) {
      kafka.put("max.task.idle.ms", LONGER_THAN_A_FAULT);
    }
    kafka.put("num.standby.replicas", Integer.toString(options.standby()));
    kafka.put("producer.transaction.timeout.ms", "3000");
    kafka.put("repartition.purge.interval.ms", Integer.toString(Integer.MAX_VALUE)); // to be read
    kafka.put("state.dir", directory.resolve("state").toString());
    return kafka;
  }

  /** Ctrl-C and SIGTERM leave nothing behind either. */
  private static void stop(Started started, Path directory) {
    started.close();
    discard(directory);
  }

  /** Tells whether the process goes on; if not, the hook cleans up. */
  private static boolean forget(Thread atExit) {
    try {
      return Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private void keepOrDiscard(Path directory, boolean identical) {
    if (identical) {
      discard(directory);
    } else {
      out.println("logs and data are kept in " + directory);
      out.flush();
    }
  }

  private static void discard(Path directory) {
    try {
      Utils.delete(directory.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
