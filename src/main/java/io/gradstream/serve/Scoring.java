package io.gradstream.serve;

import io.gradstream.score.Score;
import io.gradstream.score.Scorer;
import io.gradstream.score.ScoringException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Scores the rows of a request, as many as it may have. */
final class Scoring {

  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;

  private final Supplier<Scorer> scorer;
  private final int maxRows;

  Scoring(Scorer scorer, int maxRows) {
    this(() -> scorer, maxRows);
  }

  Scoring(Supplier<Scorer> scorer, int maxRows) {
    this.scorer = scorer;
    this.maxRows = maxRows;
  }

  Scorer scorer() {
    return scorer.get();
  }

  /** Returns the scores of rows by number. */
  List<Score> scores(int rows, IntFunction<Score> score, Deadline deadline) {
    if (rows > maxRows) {
      throw new RequestException(
          TOO_LARGE, "the request has %,d rows; http.max-rows allows %,d".formatted(rows, maxRows));
    }
    List<Score> scores = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      deadline.check();
      scores.add(one(i, rows, score));
    }
    return scores;
  }

  private static Score one(int i, int rows, IntFunction<Score> score) {
    try {
      return score.apply(i);
    } catch (ScoringException e) {
      String where = rows == 1 ? "" : "row %d: ".formatted(i);
      throw e.kind() == ScoringException.Kind.NO_MODEL
          ? new RequestException(UNAVAILABLE, e.sentence())
          : RequestException.bad(where + e.sentence());
    }
  }
}
