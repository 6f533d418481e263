package io.gradstream.eval;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.data.MatchKey;
import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Labels in a file of their own, as a topic of labels would have them. */
public final class LabelsOfFile implements LabelSource {

  private static final int NO_COLUMN = -1;

  private final CsvRecords labels;
  private final Columns columns;
  private final Row label;
  private final MatchKey ofLabels;
  private final MatchKey ofRows;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private @Nullable AvroRowDecoder decoder;
  private @Nullable BadRecordException badTime; // of the present label
  private int timeColumn;
  private int keyColumn = NO_COLUMN;
  private int rowsKeyColumn = NO_COLUMN;
  private boolean ahead;
  private boolean ended;
  private long time = Long.MIN_VALUE;
  private long number;
  private byte @Nullable [] rowsKey;

  /**
   * Which columns say what the fields do not.
   *
   * @param time the labels' column that is the record's time
   * @param key the labels' column that is the record's key, if it is by that that they find rows
   * @param rowsKey the same of the rows
   */
  public record Columns(String time, Optional<String> key, Optional<String> rowsKey) {}

  /**
   * Creates a source.
   *
   * @param rule that says how labels are waited for, and by which key of the rows
   * @param key the fields of a label by which it finds its row; none for its record's own key
   */
  public LabelsOfFile(CsvRecords labels, LearnerRule rule, List<String> key, Columns columns) {
    this.labels = labels;
    this.columns = columns;
    label = new Row(rule.labelLayout(key));
    ofLabels = new MatchKey(label.layout(), key);
    ofRows = new MatchKey(rule.layout(), rule.delay().map(LabelDelay::key).orElseThrow());
  }

  @Override
  public void open(CsvRecords rows) {
    try {
      timeColumn = labels.column(columns.time());
      keyColumn = columns.key().map(labels::column).orElse(NO_COLUMN);
      FileEvaluation.requireFit(label.layout(), labels.schema());
    } catch (CsvException e) {
      throw new CsvException("labels: " + e.getMessage());
    }
    rowsKeyColumn = columns.rowsKey().map(rows::column).orElse(NO_COLUMN);
    decoder = new AvroRowDecoder(label.layout(), id -> labels.schema());
  }

  @Override
  public boolean isDue(long until) throws IOException {
    if (!ahead && !ended) {
      advance();
    }
    return ahead && time <= until;
  }

  private void advance() throws IOException {
    ahead = labels.next();
    ended = !ahead;
    if (!ahead) {
      return;
    }
    number++;
    badTime = null;
    try {
      time = labels.millis(timeColumn);
    } catch (CsvException e) { // it is refused in its place
      badTime =
          new BadRecordException(new Refusal(Reason.FIELD_TYPE, String.valueOf(e.getMessage())));
    }
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String place() {
    return "labels, line %,d".formatted(labels.line());
  }

  @Override
  public Row read() throws BadRecordException {
    if (badTime != null) {
      throw badTime;
    }
    bytes.reset();
    try {
      bytes.write(WireFormat.header(0));
      labels.writeTo(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory was written to", e);
    }
    requireNonNull(decoder).decode(bytes.toByteArray(), label);
    return label;
  }

  @Override
  public byte[] labelKey() throws BadRecordException {
    byte[] found = ofLabels.of(cell(labels, keyColumn), label);
    if (found.length == 0) {
      throw new BadRecordException(ofLabels.refusal("labels", label));
    }
    return found;
  }

  @Override
  public void next() {
    ahead = false;
  }

  @Override
  public void begin(CsvRecords rows, long rowNumber) {
    rowsKey = cell(rows, rowsKeyColumn);
  }

  @Override
  public byte[] key(Row row) throws BadRecordException {
    byte[] found = ofRows.of(rowsKey, row);
    if (found.length == 0) {
      throw new BadRecordException(ofRows.refusal("input", row));
    }
    return found;
  }

  @Override
  public void waits() {
    // its label has a record of its own
  }

  @Override
  public long skipped() {
    return labels.skipped();
  }

  @Override
  public Optional<String> firstProblem() {
    return labels.firstProblem().map(problem -> "labels: " + problem);
  }

  /** Returns a key as {@code produce} writes it. */
  private static byte @Nullable [] cell(CsvRecords from, int column) {
    return column == NO_COLUMN
        ? null
        : from.cell(column).map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
  }
}
