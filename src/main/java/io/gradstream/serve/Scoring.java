package io.gradstream.serve;

import io.gradstream.score.Score;
import io.gradstream.score.ScoreOptions;
import io.gradstream.score.Scorer;
import io.gradstream.score.ScoringException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Scores the rows of a request, as many as it may have, with one model. */
final class Scoring {

  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;

  private final Supplier<Optional<Scorer>> scorer;
  private final int maxRows;

  Scoring(Supplier<Optional<Scorer>> scorer, int maxRows) {
    this.scorer = scorer;
    this.maxRows = maxRows;
  }

  /** Returns who scores; throws while there is none. */
  Scorer scorer() {
    return scorer
        .get()
        .orElseThrow(() -> new RequestException(UNAVAILABLE, ScorerHealth.NO_FEATURES));
  }

  /** Scores a row in one of its forms. */
  @FunctionalInterface
  interface One<T> {
    Score score(Scorer scorer, T row, ScoreOptions options);
  }

  /** Scores rows with one model. */
  @FunctionalInterface
  interface Several<T> {
    List<Score> score(Scorer scorer, Iterable<T> rows, ScoreOptions options);
  }

  /**
   * Returns the scores of rows.
   *
   * @param row by its number
   */
  <T> List<Score> scores(
      int rows,
      IntFunction<T> row,
      One<T> one,
      Several<T> several,
      ScoreOptions options,
      Deadline deadline) {
    if (rows > maxRows) {
      throw new RequestException(
          TOO_LARGE, "the request has %,d rows; http.max-rows allows %,d".formatted(rows, maxRows));
    }
    deadline.check();
    try {
      return rows == 1 // its message names no row
          ? List.of(one.score(scorer(), row.apply(0), options))
          : several.score(scorer(), () -> inTime(rows, row, deadline), options);
    } catch (ScoringException e) {
      throw e.kind() == ScoringException.Kind.NO_MODEL
          ? new RequestException(UNAVAILABLE, e.sentence())
          : RequestException.bad(e.sentence());
    }
  }

  private static <T> Iterator<T> inTime(int rows, IntFunction<T> row, Deadline deadline) {
    return IntStream.range(0, rows)
        .mapToObj(
            i -> {
              deadline.check();
              return row.apply(i);
            })
        .iterator();
  }
}
