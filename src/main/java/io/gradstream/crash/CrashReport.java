package io.gradstream.crash;

import io.gradstream.streams.output.Origin;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The table at the end of a crash test. */
final class CrashReport {

  private static final String ROW = "  %-22s %-62s %5s %6s %8s %10s  %s%n";

  private final PrintWriter out;
  private final Tally tally;
  private final Verdict verdict;

  CrashReport(PrintWriter out, Tally tally, Verdict verdict) {
    this.out = out;
    this.tally = tally;
    this.verdict = verdict;
  }

  /** Prints it, and the first difference if there is one. */
  void print() {
    out.println();
    out.printf(
        ROW, "fault", "how", "times", "lost", "doubled", "bits", "back after s (median, most)");
    tally.times().forEach(this::row);
    out.printf(
        ROW,
        "all",
        "",
        tally.times().values().stream().mapToInt(Integer::intValue).sum(),
        verdict.lost().size(),
        verdict.doubled().size(),
        verdict.isIdentical() ? "equal" : "different",
        "");
    out.println();
    count("input records", verdict.records());
    verdict.compared().forEach(this::count);
    if (tally.endedByThemselves() > 0) {
      count("ended by themselves", tally.endedByThemselves());
    }
    if (tally.setByHand() > 0) {
      count("offsets set by hand", tally.setByHand());
    }
    out.println();
    verdict
        .first()
        .ifPresentOrElse(
            first -> out.println("DIFFERENT, first: " + first),
            () ->
                out.println(
                    "identical: every byte is as the learner alone makes it of the committed input"));
    out.flush();
  }

  private void count(String what, long count) {
    out.printf(Locale.ROOT, "  %-19s %,9d%n", what, count);
  }

  private void row(FaultKind kind, int times) {
    out.printf(
        ROW,
        kind.label(),
        kind.how(),
        times,
        after(verdict.lost(), kind),
        after(verdict.doubled(), kind),
        bits(after(verdict.different(), kind)),
        seconds(tally.backMillis(kind)));
  }

  private long after(List<Origin> origins, FaultKind kind) {
    return origins.stream().filter(it -> tally.before(it).filter(kind::equals).isPresent()).count();
  }

  private static String bits(long different) {
    return different == 0 ? "equal" : different + " differ";
  }

  private static String seconds(List<Long> millis) {
    return millis.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "%.1f, %.1f",
            millis.get(millis.size() / 2) / 1e3,
            millis.get(millis.size() - 1) / 1e3);
  }
}
