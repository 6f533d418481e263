package io.gradstream.report;

import io.gradstream.core.metric.Ages;
import io.gradstream.core.text.Elapsed;

/**
 * What is told of labels that come later: {@code outcomes + unlabelled + waiting = predictions}.
 *
 * @param predictions records that were predicted
 * @param outcomes those whose label came, or that count as having one
 * @param unlabelled those that were given up without one
 * @param waiting those that wait
 * @param unused labels that came for no record that waited
 * @param bad labels that could not be read
 * @param ages how long they came after their records
 */
public record LabelRows(
    long predictions,
    long outcomes,
    long unlabelled,
    long waiting,
    long unused,
    long bad,
    Ages ages) {

  /** Returns a table with these rows below. */
  public ReportTable below(ReportTable table) {
    ReportTable with =
        table
            .with("predictions", predictions)
            .with("outcomes", outcomes)
            .with("unlabelled", unlabelled)
            .with("waiting", waiting);
    if (unused > 0) {
      with = with.with("labels unused", unused);
    }
    if (bad > 0) {
      with = with.with("bad labels", bad);
    }
    return ages.isEmpty()
        ? with
        : with.with("age, median", Elapsed.of(ages.median()))
            .with("age, 95 %", Elapsed.of(ages.most()));
  }
}
