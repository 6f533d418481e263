package io.gradstream.bench;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the learner and the hand-written {@link Sketch} of it in turn, over the flights, each in a
 * process of its own.
 */
public final class SketchBenchmark {

  static final String TOPIC = "flights";
  static final Path FLIGHTS = Path.of("examples/flights/flights.csv.gz");

  private static final String LEARNER = "gradstream, ";
  private static final String SKETCH = "sketch, ";

  private SketchBenchmark() {}

  /**
   * Runs it.
   *
   * @param arguments how many runs count; 5 if not given
   */
  public static void main(String[] arguments) throws IOException {
    Standings standings = new Standings(System.out);
    try (Learners learners = new Learners(standings)) {
      standings.run(runs(arguments));
    }
  }

  static int runs(String[] arguments) {
    return arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
  }

  static String learner(String optimizer) {
    return LEARNER + optimizer;
  }

  /**
   * The learner with its defaults, that is a race over hats, and with its sketch beside it with
   * RMSProp and with the demo's Adam.
   */
  static final class Learners implements Closeable {

    private final List<OwnProcess> processes = new ArrayList<>();

    /** Starts them and adds them to {@code standings}. */
    Learners(Standings standings) throws IOException {
      add(standings, learner("defaults"));
      for (String optimizer : List.of("rmsprop", "adam")) {
        add(standings, learner(optimizer));
        add(standings, SKETCH + optimizer);
        standings.compare(learner(optimizer), SKETCH + optimizer);
      }
    }

    private void add(Standings standings, String name) throws IOException {
      OwnProcess process = new OwnProcess(name, Integer.MAX_VALUE);
      processes.add(process);
      standings.add(name, process);
    }

    @Override
    public void close() throws IOException {
      for (OwnProcess process : processes) {
        process.close();
      }
    }
  }

  /** Returns one of them, to be run here. */
  static Contestant contestant(String name, AvroRows rows) throws IOException {
    return name.startsWith(SKETCH)
        ? new SketchPass(rule(name.substring(SKETCH.length())), rows)
        : new LearnerPass(rule(name.substring(LEARNER.length())), rows, rows, Stage.LEARN);
  }

  private static LearnerRule rule(String optimizer) throws IOException {
    return optimizer.equals("adam")
        ? PipelineReader.read(Path.of("examples/flights/at-departure.yaml"), Map.of()).learner()
        : CoreBenchmark.usual(optimizer).learner();
  }
}
