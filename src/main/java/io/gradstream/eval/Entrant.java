package io.gradstream.eval;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One of several pipelines that predict the rows of one file, and which rows it was judged by.
 *
 * <p>40 bytes a row, and twice as much while arrays grow.
 */
public final class Entrant {

  private final String name;
  private final LearnerRule rule;
  private final FileEvaluation run;
  private long[] lines = new long[1024];
  private int size;

  /**
   * Creates one that has seen no row.
   *
   * @param name by which it is told from the others
   * @param timeColumn the column that is the record's time; if there is none, its number is
   * @param predictsEmpty whether rows without any feature are predicted, too
   */
  public Entrant(
      String name, LearnerRule rule, Optional<String> timeColumn, boolean predictsEmpty) {
    this.name = name;
    this.rule = rule;
    run = new FileEvaluation(rule, timeColumn, predictsEmpty);
  }

  /**
   * Learns from every row, in order.
   *
   * @param progress told of the evaluation after each row
   */
  public void run(CsvRecords rows, Consumer<FileEvaluation> progress) throws IOException {
    run.run(
        rows,
        evaluation -> {
          if (evaluation.evaluation().size() > size) {
            add(rows.line());
          }
          progress.accept(evaluation);
        });
  }

  private void add(long line) {
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, 2 * size);
    }
    lines[size++] = line;
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns what it learns, and how. */
  public LearnerRule rule() {
    return rule;
  }

  /** Returns how it fared over the rows that it took, whatever others took. */
  public FileEvaluation evaluation() {
    return run;
  }

  /**
   * Returns how each of several fared over the rows that all of them took.
   *
   * @return an evaluation of the same rows for each
   */
  public static List<Evaluation> paired(List<Entrant> entrants) {
    long[] common = entrants.get(0).lines();
    for (Entrant other : entrants.subList(1, entrants.size())) {
      common = inBoth(common, other.lines());
    }
    long[] lines = common;
    return entrants.stream().map(entrant -> entrant.over(lines)).toList();
  }

  private long[] lines() {
    return Arrays.copyOf(lines, size);
  }

  private Evaluation over(long[] some) {
    int[] places = new int[some.length];
    int at = 0;
    for (int i = 0; i < some.length; i++) {
      while (lines[at] != some[i]) {
        at++;
      }
      places[i] = at;
    }
    return run.evaluation().of(places);
  }

  private static long[] inBoth(long[] some, long[] others) {
    long[] both = new long[Math.min(some.length, others.length)];
    int found = 0;
    int at = 0;
    for (long line : some) {
      while (at < others.length && others[at] < line) {
        at++;
      }
      if (at < others.length && others[at] == line) {
        both[found++] = line;
      }
    }
    return Arrays.copyOf(both, found);
  }
}
