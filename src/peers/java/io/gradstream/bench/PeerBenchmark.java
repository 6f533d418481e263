package io.gradstream.bench;

import com.yahoo.labs.samoa.instances.Instance;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs the learner, its sketch and other people's learners in turn, over the flights: the first two
 * in processes of their own, as {@link SketchBenchmark} does; the others share this one, but no code.
 */
public final class PeerBenchmark {

  private static final String VOWPAL_WABBIT = "Vowpal Wabbit";

  private PeerBenchmark() {}

  /**
   * Runs it.
   *
   * @param arguments how many runs count; 5 if not given
   */
  public static void main(String[] arguments) throws IOException {
    Standings standings = new Standings(System.out);
    Map<String, PeerPass> peers = peers();
    try (SketchBenchmark.Learners learners = new SketchBenchmark.Learners(standings)) {
      peers.forEach(standings::add);
      for (String optimizer : new String[] {"defaults", "rmsprop", "adam"}) {
        standings.compare(SketchBenchmark.learner(optimizer), VOWPAL_WABBIT);
      }
      standings.run(SketchBenchmark.runs(arguments));
    }
    peers.forEach(
        (name, peer) -> System.out.printf("log-loss of %s: %.4f%n", name, peer.logLoss()));
  }

  private static Map<String, PeerPass> peers() throws IOException {
    int uncounted =
        LearnerPass.uncounted(
            AvroRows.read(SketchBenchmark.FLIGHTS, SketchBenchmark.TOPIC, Integer.MAX_VALUE));
    FlightTable flights = FlightTable.read(SketchBenchmark.FLIGHTS);
    String[] texts = VowpalWabbit.texts(SketchBenchmark.FLIGHTS);
    Instance[] oneHot = Moa.oneHot(flights);
    Instance[] nominal = Moa.nominal(flights);
    Map<String, PeerPass> peers = new LinkedHashMap<>();
    peers.put(VOWPAL_WABBIT, new PeerPass(() -> new VowpalWabbit(texts), flights, uncounted));
    peers.put("Smile, logistic", new PeerPass(() -> new Smile(flights), flights, uncounted));
    peers.put("MOA, SGD", new PeerPass(() -> Moa.sgd(oneHot), flights, uncounted));
    peers.put("MOA, Hoeffding tree", new PeerPass(() -> Moa.tree(nominal), flights, uncounted));
    return peers;
  }
}
