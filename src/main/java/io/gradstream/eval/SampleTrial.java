package io.gradstream.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.schema.row.JsonRowDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learners tried on the first rows of a sample, each row predicted before it is learned.
 *
 * <p>Rows are JSON objects, one for all learners, and are decoded as those of a topic are; so it
 * does not matter where the sample is from.
 */
final class SampleTrial {

  private static final int MOST_ROWS = 20_000;
  private static final int FEWEST_ROWS = 1_000;
  private static final int MOST_CELLS = 300_000;

  private final List<byte[]> rows = new ArrayList<>();
  private final Optional<LateSample> late;

  /**
   * Makes the rows.
   *
   * @param late when their labels are known, if that is later
   */
  SampleTrial(Sample sample, Optional<LateSample> late) {
    this.late = late;
    List<Cells> columns = sample.columns().stream().map(Cells::new).toList();
    int most = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, MOST_CELLS / columns.size()));
    JsonFactory json = new JsonFactory();
    for (int row = 0; row < Math.min(most, sample.rows()); row++) {
      rows.add(object(json, columns, row));
    }
  }

  /** Returns how many rows a learner is tried on. */
  int rows() {
    return rows.size();
  }

  /** Returns what a learner that has seen nothing predicts of the rows. */
  Evaluation of(LearnerRule rule) {
    return ofFirst(rows.size(), rule);
  }

  /** Does the same with no more than so many rows. */
  Evaluation ofFirst(int most, LearnerRule rule) {
    if (late.isPresent()) {
      return ofLate(most, rule, late.get());
    }
    FileEvaluation evaluation = new FileEvaluation(rule);
    JsonRowDecoder decoder = new JsonRowDecoder(evaluation.layout());
    rows.subList(0, Math.min(most, rows.size()))
        .forEach(row -> evaluation.take(decoder::decode, row));
    return evaluation.evaluation();
  }

  /** Every label is learned when it is known. */
  private Evaluation ofLate(int most, LearnerRule rule, LateSample late) {
    LearnerRule waiting = LabelsInRows.waitingRule(rule);
    RowLayout layout = waiting.labelLayout(List.of());
    LabelsInRows labels = new LabelsInRows(layout, late.columns().labelTime());
    JsonRowDecoder ofLabels = new JsonRowDecoder(layout);
    labels.readBy(ofLabels::decode);
    FileEvaluation evaluation =
        new FileEvaluation(waiting, Optional.empty(), false, Optional.of(labels));
    JsonRowDecoder decoder = new JsonRowDecoder(evaluation.layout());
    try {
      for (int row = 0; row < Math.min(most, rows.size()); row++) {
        if (late.time(row) != LateJoin.NEVER) {
          labels.begin(row, late.knownAt(row), rows.get(row));
          evaluation.take(decoder::decode, rows.get(row), late.time(row));
        }
      }
      evaluation.takeRest();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: all is in memory
    }
    return evaluation.evaluation();
  }

  private static byte[] object(JsonFactory json, List<Cells> columns, int row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      for (Cells column : columns) {
        column.write(row, out);
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: the bytes are in memory
    }
    return bytes.toByteArray();
  }

  /** The cells of a column as JSON: numbers, true and false as such, all else as it is written. */
  private record Cells(SampleColumn column, SampleColumn.Type type) {

    Cells(SampleColumn column) {
      this(column, column.type());
    }

    void write(int row, JsonGenerator out) throws IOException {
      int code = column.code(row);
      if (code == SampleColumn.MISSING) {
        return;
      }
      String text = column.values().get(code);
      out.writeFieldName(column.name());
      switch (type) {
        case BOOLEAN -> out.writeBoolean(Boolean.parseBoolean(text));
        case WHOLE, NUMBER -> out.writeNumber(new BigDecimal(text).toString());
        default -> out.writeString(text);
      }
    }
  }
}
