package io.gradstream.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes of several contestants in turn, round after round, so that whatever makes the machine slow
 * for a while meets all of them.
 */
final class Rounds {

  /** Rounds that warm up and do not count: the compiler is done after the second. */
  static final int WARM_UP = 2;

  private Rounds() {}

  /**
   * Runs {@value #WARM_UP} rounds to warm up and {@code counted} ones that count.
   *
   * @return for each contestant what its passes cost, in the same order
   */
  static List<Samples> run(List<? extends Contestant> contestants, int counted) throws IOException {
    List<Samples> samples = new ArrayList<>();
    contestants.forEach(contestant -> samples.add(new Samples()));
    for (int round = 0; round < WARM_UP + counted; round++) {
      for (int i = 0; i < contestants.size(); i++) {
        Cost cost = contestants.get(i).pass();
        if (round >= WARM_UP) {
          samples.get(i).add(cost);
        }
      }
    }
    return samples;
  }
}
