package io.gradstream.cli;

import io.gradstream.report.FlowingTable;
import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.FlowingTable.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** What the mixture of a race is made of, by a window's record of the metrics topic. */
final class MemberWeights {

  /** Weights below are not worth a place in a line. */
  private static final double LEAST = 0.01;

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("member", 18, 64),
          Column.of("loss", Kind.FIGURE),
          Column.of("weight", Kind.FIGURE),
          Column.of("in stacker", Kind.FIGURE),
          Column.of("restarts", Kind.WHOLE));

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
    StringWriter text = new StringWriter();
    new FlowingTable(new PrintWriter(text), COLUMNS)
        .print(members(window).stream().map(MemberWeights::row).toList());
    return text.toString().indent(2);
  }

  private static List<@Nullable Object> row(GenericRecord member) {
    List<@Nullable Object> row = new ArrayList<>();
    for (String field : List.of("member", "loss", "weight", "stacking", "restarts")) {
      row.add(member.get(field));
    }
    return row;
  }

  private static double weight(GenericRecord member) {
    return (Double) member.get("weight");
  }

  @SuppressWarnings("unchecked")
  private static List<GenericRecord> members(GenericRecord window) {
    return (List<GenericRecord>) window.get("members");
  }
}
