package io.gradstream.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The instances of a pipeline; whoever ends by itself is started again, as a supervisor would. */
final class Fleet implements AutoCloseable {

  private static final int MOST_RESTARTS = 50;

  private static final int HEAP_MEGABYTES = 384;
  private static final int WAITING_OF_A_MEGABYTE = 1000;

  private final Path pipeline;
  private final Path directory;
  private final Consumer<String> tell;
  private final int heapMegabytes;
  private final List<Instance> instances = new ArrayList<>();
  private final List<String> lastWords = new ArrayList<>();
  private boolean closed;
  private int started;
  private int restarts;

  /**
   * Creates an empty fleet.
   *
   * @param directory where the logs go
   * @param waiting how many records may wait at once, beside the usual
   * @param tell what is told of instances that end by themselves
   */
  Fleet(Path pipeline, Path directory, int waiting, Consumer<String> tell) {
    this.pipeline = pipeline;
    this.directory = directory;
    this.tell = tell;
    heapMegabytes = HEAP_MEGABYTES + waiting / WAITING_OF_A_MEGABYTE;
  }

  /** Starts one more. */
  synchronized Instance start() throws IOException {
    if (closed) {
      throw new CrashTestException("the test is being stopped");
    }
    Instance instance = Instance.start(++started, pipeline, directory, heapMegabytes);
    instances.add(instance);
    return instance;
  }

  /** Forgets one that has been ended. */
  synchronized void remove(Instance instance) {
    instances.remove(instance);
  }

  /** Returns those that run or should. */
  synchronized List<Instance> all() {
    return List.copyOf(instances);
  }

  /** Returns the one that trains by a task; the first, if none does now. */
  Instance trainerOf(String task) {
    return running(task).orElseGet(() -> all().get(0));
  }

  Optional<Instance> running(String task) {
    return all().stream().filter(each -> each.log().runs(task)).findFirst();
  }

  /** Returns how many have ended by themselves. */
  int restarts() {
    return restarts;
  }

  /** Starts anew whoever has ended by itself. */
  synchronized void supervise() throws IOException {
    for (Instance each : List.copyOf(instances)) {
      if (each.endedByItself()) {
        String how =
            "instance %d ended by itself with code %d: %s"
                .formatted(each.number(), each.exitCode(), each.log().lastError());
        if (++restarts > MOST_RESTARTS) {
          throw new CrashTestException(how + "; the pipeline does not come back");
        }
        remove(each);
        lastWords.add(each.log().lastError());
        tell.accept(how + "; instance %d takes its place".formatted(start().number()));
      }
    }
  }

  /** Returns the last errors of those that have ended by themselves, and forgets them. */
  synchronized List<String> takeLastWords() {
    List<String> words = List.copyOf(lastWords);
    lastWords.clear();
    return words;
  }

  /** SIGTERM to all, one after the other. */
  void terminate() throws InterruptedException {
    for (Instance each : all()) {
      each.terminate();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    all().forEach(Instance::close);
  }
}
