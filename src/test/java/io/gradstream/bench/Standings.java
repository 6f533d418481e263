package io.gradstream.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Contestants by name: runs them in turn and prints what a row cost each, and their ratios. */
final class Standings {

  private final Map<String, Contestant> contestants = new LinkedHashMap<>();
  private final List<String[]> ratios = new ArrayList<>();
  private final PrintStream out;

  Standings(PrintStream out) {
    this.out = out;
  }

  void add(String name, Contestant contestant) {
    contestants.put(name, contestant);
  }

  /** Asks for the time that {@code name} takes for a row over that which {@code other} takes. */
  void compare(String name, String other) {
    ratios.add(new String[] {name, other});
  }

  void run(int runs) throws IOException {
    say("%d rounds in turn after %d to warm up; processor time", runs, Rounds.WARM_UP);
    say("%-32s %13s %13s %11s %11s", "", "ns/row median", "ns/row least", "bytes/row", "rows/s");
    List<String> names = List.copyOf(contestants.keySet());
    List<Samples> samples = Rounds.run(List.copyOf(contestants.values()), runs);
    for (int i = 0; i < names.size(); i++) {
      Samples costs = samples.get(i);
      say(
          "%-32s %,13.0f %,13.0f %,11.1f %,11.0f",
          names.get(i), costs.median(), costs.minimum(), costs.bytes(), 1e9 / costs.median());
    }
    for (String[] pair : ratios) {
      double time = samples.get(names.indexOf(pair[0])).median();
      double other = samples.get(names.indexOf(pair[1])).median();
      say(
          "%s to %s: %.2f times the time a row, %.2f times the rows/s",
          pair[0], pair[1], time / other, other / time);
    }
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
