package io.gradstream.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;

/** What the mixture of a race is made of, by a window's record of the metrics topic. */
final class MemberWeights {

  /** Weights below are not worth a place in a line. */
  private static final double LEAST = 0.01;

  private MemberWeights() {}

  /** Returns the members and experts of weight by falling weight; empty for one rule alone. */
  static String text(GenericRecord window) {
    return members(window).stream()
        .filter(each -> weight(each) >= LEAST)
        .sorted(Comparator.comparingDouble(each -> -weight(each)))
        .map(each -> String.format(Locale.ROOT, "%s %.2f", each.get("member"), weight(each)))
        .collect(Collectors.joining(", "));
  }

  /** Returns a table of all of them, or why there is none. */
  static String table(GenericRecord window) {
    if (members(window).isEmpty()) {
      return "members: the optimizer is one rule, not a race\n";
    }
    StringBuilder table = new StringBuilder();
    table.append(line("member", "loss", "weight", "in stacker", "restarts"));
    for (GenericRecord each : members(window)) {
      table.append(
          line(
              each.get("member").toString(),
              digits(each.get("loss")),
              digits(each.get("weight")),
              digits(each.get("stacking")),
              each.get("restarts").toString()));
    }
    return table.toString();
  }

  private static String line(String name, String a, String b, String c, String d) {
    return "  %-18s%12s%12s%12s%10s\n".formatted(name, a, b, c, d);
  }

  private static String digits(Object value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", (Double) value);
  }

  private static double weight(GenericRecord member) {
    return (Double) member.get("weight");
  }

  @SuppressWarnings("unchecked")
  private static List<GenericRecord> members(GenericRecord window) {
    return (List<GenericRecord>) window.get("members");
  }
}
