package io.gradstream.eval;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.Settlement;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.race.MemberReport;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.schema.row.FeaturesRequired;
import io.gradstream.schema.row.FieldCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Runs a learner over the rows of a CSV file, as the pipeline would over the topic they make.
 *
 * <p>Rows become Avro records and are decoded by the plan that {@code run} uses, so the figures are
 * those of the topology, bit for bit.
 */
public final class FileEvaluation {

  private static final int SCHEMA_ID = 0;
  private static final int NO_COLUMN = -1;
  private static final byte[] NO_KEY = {};

  private final Learner learner;
  private final Row row;
  private final Optional<LabelSource> labels;
  private final String label;
  private final Optional<String> timeColumn;
  private final Optional<FeaturesRequired> required;
  private final Evaluation evaluation;
  private final MemberTotals members = new MemberTotals();
  private final List<Decision> decisions = new ArrayList<>();
  private double score = Double.NaN;
  private Optional<WindowReport> report = Optional.empty();
  private long records;
  private long deadLetters;
  private Optional<String> firstReason = Optional.empty();

  /** Makes a row of a record. */
  interface Decoding {
    void fill(byte[] value, Row row) throws BadRecordException;
  }

  /** Creates an evaluation with a learner that has seen nothing; a row's time is its number. */
  public FileEvaluation(LearnerRule rule) {
    this(rule, Optional.empty(), false);
  }

  /**
   * Creates an evaluation with a learner that has seen nothing.
   *
   * @param timeColumn the column that is the record's time; if there is none, its number is
   * @param predictsEmpty whether rows without any feature are predicted, too
   */
  public FileEvaluation(LearnerRule rule, Optional<String> timeColumn, boolean predictsEmpty) {
    this(rule, timeColumn, predictsEmpty, Optional.empty());
  }

  /**
   * Creates an evaluation with a learner that has seen nothing.
   *
   * @param labels where labels come from that are known later than their rows; the rule says how
   *     they are waited for
   */
  public FileEvaluation(
      LearnerRule rule,
      Optional<String> timeColumn,
      boolean predictsEmpty,
      Optional<LabelSource> labels) {
    this.labels = labels;
    this.timeColumn = timeColumn;
    required =
        predictsEmpty
            ? Optional.empty()
            : Optional.of(new FeaturesRequired(rule.layout(), rule.weightAlone()));
    learner = new Learner(rule);
    evaluation = rule.newEvaluation();
    row = new Row(rule.layout());
    label = rule.label().field();
  }

  /**
   * Learns from every row, in order.
   *
   * @param progress told of this evaluation after each row
   * @throws CsvException if the file lacks a field that the pipeline reads, or the label, or has it
   *     as a type that the pipeline cannot use
   */
  public void run(CsvRecords rows, Consumer<FileEvaluation> progress) throws IOException {
    if (labels.isEmpty()) {
      rows.column(label); // a stream may do without labels; here they are what is asked for
    }
    int time = timeColumn.map(rows::column).orElse(NO_COLUMN);
    requireFit(row.layout(), rows.schema());
    AvroRowDecoder decoder = new AvroRowDecoder(row.layout(), id -> rows.schema());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    byte[] header = WireFormat.header(SCHEMA_ID);
    while (rows.next()) {
      bytes.reset();
      bytes.write(header);
      rows.writeTo(bytes);
      records++;
      report = Optional.empty();
      row.setOrigin(Row.NO_PARTITION, records + rows.skipped());
      try {
        long at = time == NO_COLUMN ? records : rows.millis(time);
        if (labels.isPresent()) {
          takeLabels(labels.get(), at);
          labels.get().begin(rows, records);
        }
        observe(decoder::decode, bytes.toByteArray(), at);
      } catch (CsvException e) { // the cell of the time
        reject(new Refusal(Reason.FIELD_TYPE, String.valueOf(e.getMessage())), rows.line());
      } catch (BadRecordException e) {
        reject(e.refusal(), rows.line());
      }
      progress.accept(this);
    }
    if (labels.isPresent()) {
      takeLabels(labels.get(), Long.MAX_VALUE);
    }
    deadLetters += rows.skipped();
    records += rows.skipped();
    rows.firstProblem()
        .filter(problem -> firstReason.isEmpty())
        .ifPresent(problem -> firstReason = Optional.of(problem));
  }

  /** Returns predictions and labels so far. */
  public Evaluation evaluation() {
    return evaluation;
  }

  /** Returns how the members of a race fared over all records; empty for one rule alone. */
  public List<MemberReport> members() {
    return members.with(learner.members());
  }

  /** Returns the window that the newest row filled, if it did. */
  public Optional<WindowReport> window() {
    return report;
  }

  /** Returns the newest prediction, NaN before there is one. */
  public double score() {
    return score;
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

  /** Learns from one record as {@code decoder} reads it. */
  void take(Decoding decoder, byte[] value) {
    records++;
    row.setOrigin(Row.NO_PARTITION, records);
    try {
      observe(decoder, value, records);
    } catch (BadRecordException e) {
      reject(e.refusal(), records);
    }
  }

  /** Returns what a row is decoded into. */
  RowLayout layout() {
    return row.layout();
  }

  private void observe(Decoding decoder, byte[] value, long time) throws BadRecordException {
    decoder.fill(value, row);
    if (required.isPresent()) {
      required.get().check(row);
    }
    byte[] key = labels.isPresent() ? labels.get().key(row) : NO_KEY;
    Outcome outcome = learner.take(row, time, key);
    if (outcome.refusal().isPresent()) {
      throw new BadRecordException(outcome.refusal().get());
    }
    score = outcome.score();
    decisions.addAll(outcome.decisions());
    if (labels.isPresent()) {
      settle();
      return;
    }
    if (row.hasLabel()) {
      judge(outcome);
    }
    report = outcome.report();
    report.ifPresent(window -> members.add(window.members()));
  }

  private void judge(Outcome outcome) {
    if (outcome.isOfClasses()) {
      evaluation.add(outcome.ofTruth(), outcome.predictedClass(), outcome.label());
    } else {
      evaluation.add(outcome.score(), 0, outcome.label(), outcome.counted());
    }
  }

  /** Takes every label that is known by a time. */
  private void takeLabels(LabelSource source, long time) throws IOException {
    while (source.isDue(time)) {
      try {
        Row known = source.read();
        known.setOrigin(Row.NO_PARTITION, source.number());
        Outcome outcome = learner.takeLabel(known, source.time(), source.labelKey());
        if (outcome.refusal().isPresent()) {
          throw new BadRecordException(outcome.refusal().get());
        }
        decisions.addAll(outcome.decisions());
        settle();
      } catch (BadRecordException e) {
        reject(e.refusal(), source.number());
      }
      source.next();
    }
  }

  private void settle() {
    for (Optional<Settlement> next = learner.settle(); next.isPresent(); next = learner.settle()) {
      Outcome outcome = next.get().outcome();
      judge(outcome);
      decisions.addAll(outcome.decisions());
      if (outcome.report().isPresent()) {
        report = outcome.report();
        members.add(outcome.report().get().members());
      }
    }
  }

  private void reject(Refusal refusal, long line) {
    deadLetters++;
    if (firstReason.isEmpty()) {
      String message = refusal.message().replace(" in a record of schema " + SCHEMA_ID, "");
      firstReason = Optional.of("line %,d: %s".formatted(line, message));
    }
  }

  /** A file has no schema that its user knows of. */
  private static String ofFile(String problem) {
    return problem
        .replaceFirst("^schema " + SCHEMA_ID + ": ", "")
        .replaceFirst(
            " is of type string in schema " + SCHEMA_ID + "; a number must be .*",
            " is text in the file: most of its cells are no numbers (--missing, --decimal and --delimiter say how they are written)")
        .replace(" in schema " + SCHEMA_ID, "");
  }

  /**
   * Requires that a schema has the fields of a layout, as types that can be read.
   *
   * @throws CsvException if not, with all that is missing
   */
  static void requireFit(RowLayout layout, Schema schema) {
    List<String> problems =
        FieldCheck.of(layout, Envelope.NONE, SCHEMA_ID, schema, schema).stream()
            .flatMap(field -> field.problems().stream())
            .map(FileEvaluation::ofFile)
            .distinct()
            .toList();
    if (!problems.isEmpty()) {
      throw new CsvException("the file does not fit the pipeline: " + String.join("; ", problems));
    }
  }
}
