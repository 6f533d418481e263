package io.gradstream.bench;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Runs the learner and the hand-written {@link Sketch} of it in turn, over the flights. */
public final class SketchBenchmark {

  static final String TOPIC = "flights";
  static final Path FLIGHTS = Path.of("examples/flights/flights.csv.gz");

  private SketchBenchmark() {}

  /**
   * Runs it.
   *
   * @param arguments how many runs count; 5 if not given
   */
  public static void main(String[] arguments) throws IOException {
    Standings standings = new Standings(System.out);
    AvroRows rows = AvroRows.read(FLIGHTS, TOPIC, Integer.MAX_VALUE);
    addLearners(standings, rows);
    standings.run(runs(arguments));
  }

  static int runs(String[] arguments) {
    return arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
  }

  /**
   * Adds the learner with its defaults, that is a race over hats, and with its sketch beside it
   * with RMSProp and with the demo's Adam.
   */
  static void addLearners(Standings standings, AvroRows rows) throws IOException {
    LearnerRule defaults = CoreBenchmark.usual("defaults").learner();
    standings.add(learner("defaults"), new LearnerPass(defaults, rows, rows, Stage.LEARN));
    add(standings, "rmsprop", CoreBenchmark.usual("rmsprop").learner(), rows);
    Path demo = Path.of("examples/flights/at-departure.yaml");
    add(standings, "adam", PipelineReader.read(demo, Map.of()).learner(), rows);
  }

  static String learner(String optimizer) {
    return "gradstream, " + optimizer;
  }

  private static void add(Standings standings, String name, LearnerRule rule, AvroRows rows) {
    String sketch = "sketch, " + name;
    standings.add(learner(name), new LearnerPass(rule, rows, rows, Stage.LEARN));
    standings.add(sketch, new SketchPass(rule, rows));
    standings.compare(learner(name), sketch);
  }
}
