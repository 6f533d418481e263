package io.gradstream.eval;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.LabelReport;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Ages;
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
import java.util.Set;
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
  private final Optional<LaterLabels> labels;
  private final String label;
  private final Optional<String> timeColumn;
  private final Optional<FeaturesRequired> required;
  private final Evaluation evaluation;
  private final MemberTotals members = new MemberTotals();
  private final List<Decision> decisions = new ArrayList<>();
  private double score = Double.NaN;
  private Optional<WindowReport> report = Optional.empty();
  private Consumer<FileEvaluation> listener = evaluation -> {};
  private long records;
  private long deadLetters;
  private long badLabels;
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
  FileEvaluation(LearnerRule rule, Optional<String> timeColumn, boolean predictsEmpty) {
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
    this.timeColumn = timeColumn;
    required =
        predictsEmpty
            ? Optional.empty()
            : Optional.of(new FeaturesRequired(rule.layout(), rule.weightAlone(), rule.keyAlone()));
    learner = new Learner(rule);
    evaluation = rule.newEvaluation();
    label = rule.label().field();
    row = new Row(labels.isEmpty() ? rule.layout() : rule.layout().without(Set.of(label)));
    this.labels = labels.map(source -> new LaterLabels(source, learner, new OfLabels()));
  }

  /** What comes of labels that are known later. */
  private final class OfLabels implements LaterLabels.Listener {

    @Override
    public void settled(Outcome outcome) {
      judge(outcome);
      decisions.addAll(outcome.decisions());
      if (outcome.report().isPresent()) {
        report = outcome.report();
        members.add(outcome.report().get().members());
        listener.accept(FileEvaluation.this);
        report = Optional.empty();
      }
    }

    @Override
    public void decided(List<Decision> taken) {
      decisions.addAll(taken);
    }

    @Override
    public void rejected(Refusal refusal, String place) {
      badLabels++;
      tell(refusal, place);
    }
  }

  /**
   * Learns from every row, in order.
   *
   * @param progress told of this evaluation after each row; where labels are known later, also
   *     whenever a window is full
   * @throws CsvException if the file lacks a field that the pipeline reads, or the label, or has it
   *     as a type that the pipeline cannot use
   */
  public void run(CsvRecords rows, Consumer<FileEvaluation> progress) throws IOException {
    listener = progress;
    if (labels.isEmpty()) {
      rows.column(label); // a stream may do without labels; here they are what is asked for
    } else {
      labels.get().source().open(rows);
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
          labels.get().takeUntil(at);
          labels.get().source().begin(rows, records);
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
      LabelSource source = labels.get().source();
      labels.get().takeUntil(Long.MAX_VALUE);
      badLabels += source.skipped();
      firstReason = firstReason.or(source::firstProblem);
    }
    deadLetters += rows.skipped();
    records += rows.skipped();
    firstReason = firstReason.or(rows::firstProblem);
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

  /** Returns how many labels in records of their own could not be used. */
  public long badLabels() {
    return badLabels;
  }

  /** Returns how labels fared that are known later than their rows; empty if they are not. */
  public Optional<LabelReport> labels() {
    return learner.labels();
  }

  /** Returns how long they came after their rows. */
  public Ages ages() {
    return labels.map(LaterLabels::ages).orElseGet(Ages::new);
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

  /** Does the same at a time, with the labels that are known by then. */
  void take(Decoding decoder, byte[] value, long time) throws IOException {
    LaterLabels later = labels.orElseThrow();
    later.takeUntil(time);
    records++;
    row.setOrigin(Row.NO_PARTITION, records);
    try {
      observe(decoder, value, time);
    } catch (BadRecordException e) {
      reject(e.refusal(), records);
    }
  }

  /** Takes the labels that are known after the last record. */
  void takeRest() throws IOException {
    labels.orElseThrow().takeUntil(Long.MAX_VALUE);
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
    byte[] key = labels.isPresent() ? labels.get().source().key(row) : NO_KEY;
    Outcome outcome = learner.take(row, time, key);
    if (outcome.refusal().isPresent()) {
      throw new BadRecordException(outcome.refusal().get());
    }
    score = outcome.score();
    decisions.addAll(outcome.decisions());
    if (labels.isPresent()) {
      labels.get().source().waits();
      labels.get().settle();
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

  private void reject(Refusal refusal, long line) {
    deadLetters++;
    tell(refusal, "line %,d".formatted(line));
  }

  private void tell(Refusal refusal, String place) {
    if (firstReason.isEmpty()) {
      String message = refusal.message().replace(" in a record of schema " + SCHEMA_ID, "");
      firstReason = Optional.of(place + ": " + message);
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
