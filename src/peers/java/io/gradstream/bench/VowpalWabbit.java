package io.gradstream.bench;

import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vowpalWabbit.learner.VWLearners;
import vowpalWabbit.learner.VWScalarLearner;

/**
 * Vowpal Wabbit 9.3.0 by JNI with its default learner (adaptive, normalised, invariant) under
 * log-loss: rows are texts in memory, which it parses and hashes itself.
 */
final class VowpalWabbit implements PeerPass.Peer {

  private static final String OPTIONS = "--loss_function logistic --link logistic --quiet";

  private final VWScalarLearner learner = VWLearners.create(OPTIONS);
  private final String[] rows;

  VowpalWabbit(String[] rows) {
    this.rows = rows;
  }

  /** Returns the flights as its text: a label of 1 or -1, then numbers and categories. */
  static String[] texts(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    try (CsvRecords rows = CsvRecords.open(file, "flights")) {
      while (rows.next()) {
        texts.add(text(rows));
      }
    }
    return texts.toArray(String[]::new);
  }

  @Override
  public double take(int row) {
    return learner.learn(rows[row]); // answers what it predicted before
  }

  @Override
  public void close() throws IOException {
    learner.close();
  }

  private static String text(CsvRecords row) {
    boolean late = row.cell(row.column("delayed")).orElseThrow().equals("1");
    StringBuilder text = new StringBuilder(late ? "1 |n" : "-1 |n");
    for (String field : FlightTable.NUMBERS) {
      row.cell(row.column(field))
          .ifPresent(it -> text.append(' ').append(field).append(':').append(it));
    }
    text.append(" |c");
    for (String field : FlightTable.CATEGORIES) {
      row.cell(row.column(field))
          .ifPresent(it -> text.append(' ').append(field).append('=').append(it));
    }
    return text.toString();
  }
}
