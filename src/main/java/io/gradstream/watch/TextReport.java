package io.gradstream.watch;

import io.gradstream.core.text.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A snapshot as lines of text: the headline, a curve for each figure, decisions, dead letters. */
public final class TextReport {

  private static final int CURVE = 32;
  private static final int DECISIONS = 5;

  private TextReport() {}

  /** Returns the lines. */
  public static List<String> lines(Snapshot snapshot) {
    List<String> lines = new ArrayList<>();
    Headline headline = snapshot.sentences();
    lines.add("%s: %s".formatted(snapshot.pipeline(), headline.text()));
    if (!headline.trend().isEmpty()) {
      lines.add(headline.trend());
    }
    Snapshot.Trainer trainer = snapshot.trainer();
    if (trainer != null) {
      lines.add("");
      lines.addAll(figures(snapshot, trainer));
    }
    lines.addAll(decisions(snapshot));
    Snapshot.Dead dead = snapshot.deadLetters();
    if (dead != null) {
      lines.add("");
      lines.add("dead letters: %,d%s".formatted(dead.count(), dead.all() ? "" : " of the newest"));
      dead.reasons().forEach(each -> lines.add("  %s: %,d".formatted(each.reason(), each.count())));
    }
    lines.addAll(snapshot.notes());
    return lines;
  }

  private static List<String> figures(Snapshot snapshot, Snapshot.Trainer trainer) {
    List<String> lines = new ArrayList<>();
    Snapshot.Newest newest = trainer.newest();
    lines.add(
        "%,d windows, %,d labelled records until %s; model version %,d, %s"
            .formatted(
                newest.number(),
                newest.records(),
                Instant.ofEpochMilli(newest.time()),
                newest.version(),
                newest.learning() ? "learning" : "stopped"));
    lines.add("%-34s %-32s %10s".formatted("", "all windows", "newest"));
    for (Snapshot.Measure metric : snapshot.metrics()) {
      curve(trainer, History.MODEL + metric.field(), metric.name()).ifPresent(lines::add);
      for (Map.Entry<String, String> baseline : snapshot.baselines().entrySet()) {
        String name = "  " + baseline.getValue();
        curve(trainer, baseline.getKey() + metric.field(), name).ifPresent(lines::add);
      }
    }
    curve(trainer, "learning_rate", "learning rate").ifPresent(lines::add);
    curve(trainer, "categories", "categories").ifPresent(lines::add);
    curve(trainer, "labels.waiting", "labels waiting").ifPresent(lines::add);
    return lines;
  }

  private static Optional<String> curve(Snapshot.Trainer trainer, String name, String title) {
    Double newest = trainer.newest().values().get(name);
    Snapshot.Line line = trainer.all().lines().get(name);
    return newest == null || line == null
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%-34s %-32s %10s",
                title,
                Sparkline.of(line.mean(), CURVE),
                newest == Math.rint(newest) && Math.abs(newest) < 1e15
                    ? Figures.count(newest.longValue())
                    : Figures.one(newest)));
  }

  private static List<String> decisions(Snapshot snapshot) {
    List<Snapshot.Decided> all = snapshot.decisions();
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (all.isEmpty()) {
      lines.add("no decision yet");
    }
    for (Snapshot.Decided each : all.subList(Math.max(0, all.size() - DECISIONS), all.size())) {
      lines.add(
          "decision in window %,d: %s, %s: %s"
              .formatted(each.window(), each.kind(), each.action(), each.reason()));
    }
    return lines;
  }
}
