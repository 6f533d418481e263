package io.gradstream.eval;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.AvroRowDecoder;
import io.gradstream.schema.BadRecordException;
import io.gradstream.schema.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a learner over the rows of a CSV file, as the pipeline would over the topic they make.
 *
 * <p>Rows become Avro records and are decoded by the plan that {@code run} uses, so the figures are
 * those of the topology, bit for bit.
 */
public final class FileEvaluation {

  private final Learner learner;
  private final Row row;
  private final Evaluation evaluation = new Evaluation();
  private final List<Decision> decisions = new ArrayList<>();
  private long records;
  private long deadLetters;
  private Optional<String> firstReason = Optional.empty();

  /** Creates an evaluation with a learner that has seen nothing. */
  public FileEvaluation(LearnerRule rule) {
    learner = new Learner(rule);
    row = new Row(rule.layout());
  }

  /**
   * Learns from every row, in order.
   *
   * @param progress told of this evaluation after each row
   * @throws CsvException if the file lacks a field that the pipeline reads, or has it as a type
   *     that the pipeline cannot use
   */
  public void run(CsvRecords rows, Consumer<FileEvaluation> progress) throws IOException {
    AvroRowDecoder decoder = new AvroRowDecoder(row.layout(), id -> rows.schema());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    byte[] header = WireFormat.header(0);
    while (rows.next()) {
      bytes.reset();
      bytes.write(header);
      rows.writeTo(bytes);
      records++;
      observe(decoder, bytes.toByteArray());
      progress.accept(this);
    }
  }

  /** Returns predictions and labels so far. */
  public Evaluation evaluation() {
    return evaluation;
  }

  /** Returns the decisions that the learner took. */
  public List<Decision> decisions() {
    return decisions;
  }

  /** Returns how many rows were read. */
  public long records() {
    return records;
  }

  /** Returns how many rows could not be used. */
  public long deadLetters() {
    return deadLetters;
  }

  /** Returns why the first of them could not be used. */
  public Optional<String> firstReason() {
    return firstReason;
  }

  /** Returns the learner. */
  public Learner learner() {
    return learner;
  }

  private void observe(AvroRowDecoder decoder, byte[] value) {
    try {
      decoder.decode(value, row);
    } catch (BadRecordException e) {
      reject(e);
      return;
    }
    Outcome outcome = learner.observe(row, records);
    if (row.hasLabel()) {
      evaluation.add(outcome.score(), row.label());
    }
    decisions.addAll(outcome.decisions());
  }

  private void reject(BadRecordException e) {
    switch (e.reason()) {
      case FIELD_MISSING, FIELD_TYPE -> throw new CsvException(e.getMessage()); // every row has it
      default -> {
        deadLetters++;
        if (firstReason.isEmpty()) {
          firstReason = Optional.of(e.getMessage());
        }
      }
    }
  }
}
