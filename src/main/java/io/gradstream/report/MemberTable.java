package io.gradstream.report;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.race.MemberReport;
import io.gradstream.core.text.Figures;
import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.FlowingTable.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The members of a race beside their mixture. */
public final class MemberTable {

  private static final int NAME = 18;
  private static final int LONGEST = 64;

  private MemberTable() {}

  /** Returns a line for the mixture, its stacker and each member, or why there are none. */
  public static String of(List<MemberReport> members, Evaluation mixture) {
    if (members.isEmpty()) {
      return "members: the optimizer is one rule, not a race\n";
    }
    Metric metric = mixture.task() == Task.REGRESSION ? Metric.MAE : Metric.LOG_LOSS;
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of("  mixture", mixture.model(List.of(metric)).get(metric), "", "", ""));
    members.forEach(each -> rows.add(row(each)));
    StringWriter text = new StringWriter();
    new FlowingTable(
            new PrintWriter(text),
            List.of(
                Column.text("members", NAME, LONGEST),
                Column.of(MetricNames.of(metric), Kind.FIGURE),
                Column.of("weight", Kind.FIGURE),
                Column.of("in stacker", Kind.FIGURE),
                Column.text("", 0, LONGEST)))
        .print(rows);
    return text.toString().indent(0);
  }

  private static List<?> row(MemberReport each) {
    return List.of(
        "  " + each.member(),
        each.loss(),
        each.weight(),
        each.stacking(),
        each.restarts() == 0
            ? ""
            : "began anew %s times".formatted(Figures.count(each.restarts())));
  }
}
