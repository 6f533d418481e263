package io.gradstream.report;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.race.MemberReport;
import java.util.List;
import java.util.Locale;

/** The members of a race beside their mixture. */
public final class MemberTable {

  private MemberTable() {}

  /** Returns a line for the mixture, its stacker and each member, or why there are none. */
  public static String of(List<MemberReport> members, Evaluation mixture) {
    if (members.isEmpty()) {
      return "members: the optimizer is one rule, not a race\n";
    }
    Metric metric = mixture.task() == Task.REGRESSION ? Metric.MAE : Metric.LOG_LOSS;
    StringBuilder table =
        new StringBuilder(line("members", metric.label(), "weight", "in stacker", ""));
    table.append(line("  mixture", digits(mixture.model(List.of(metric)).get(metric)), "", "", ""));
    for (MemberReport each : members) {
      table.append(
          line(
              "  " + each.member(),
              digits(each.loss()),
              digits(each.weight()),
              digits(each.stacking()),
              each.restarts() == 0 ? "" : "   began anew %,d times".formatted(each.restarts())));
    }
    return table.toString();
  }

  private static String line(String name, String a, String b, String c, String mark) {
    return "%-18s%12s%12s%12s%s\n".formatted(name, a, b, c, mark);
  }

  private static String digits(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
  }
}
