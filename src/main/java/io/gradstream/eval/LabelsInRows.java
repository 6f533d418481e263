package io.gradstream.eval;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Labels that stand in the rows themselves, beside the time at which each becomes known. */
public final class LabelsInRows implements LabelSource {

  private record Known(long time, long number, byte[] value) {}

  private final Row label;
  private final String timeColumn;
  private final PriorityQueue<Known> known =
      new PriorityQueue<>(Comparator.comparingLong(Known::time).thenComparingLong(Known::number));
  private FileEvaluation.@Nullable Decoding decoder;
  private @Nullable Known own; // of the row at hand, if its label is ever known
  private int column;
  private long row;

  /**
   * Creates an empty queue.
   *
   * @param layout of labels
   * @param timeColumn the column that says when the label is known; a label without never is
   */
  public LabelsInRows(RowLayout layout, String timeColumn) {
    label = new Row(layout);
    this.timeColumn = timeColumn;
  }

  /**
   * Returns a rule by which labels in the rows are waited for. A row and its label find each other
   * without a key; where the rule says nothing of waiting, nothing is ever given up.
   */
  public static LearnerRule waitingRule(LearnerRule rule) {
    return rule.withDelay(
        rule.delay()
            .map(
                delay ->
                    new LabelDelay(
                        List.of(),
                        delay.patience(),
                        delay.early(),
                        delay.mostWaiting(),
                        delay.unlabelled(),
                        delay.match()))
            .orElseGet(
                () ->
                    new LabelDelay(
                        List.of(),
                        Long.MAX_VALUE,
                        0,
                        Integer.MAX_VALUE,
                        OptionalDouble.empty(),
                        LabelDelay.Match.FIRST)));
  }

  @Override
  public void open(CsvRecords rows) {
    column = rows.column(timeColumn);
    FileEvaluation.requireFit(label.layout(), rows.schema());
    decoder = new AvroRowDecoder(label.layout(), id -> rows.schema())::decode;
  }

  /** Has labels read so, where rows are no lines of a file. */
  void readBy(FileEvaluation.Decoding other) {
    decoder = other;
  }

  /**
   * Told of a row that is no line of a file before it is taken.
   *
   * @param time when its label becomes known; empty if it never does
   */
  void begin(long number, OptionalLong time, byte[] value) {
    row = number;
    own = time.isPresent() ? new Known(time.getAsLong(), number, value) : null;
  }

  @Override
  public void begin(CsvRecords rows, long number) throws IOException {
    row = number;
    own = null;
    if (rows.cell(column).isPresent()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      bytes.write(WireFormat.header(0));
      rows.writeTo(bytes);
      own = new Known(rows.millis(column), number, bytes.toByteArray());
    }
  }

  @Override
  public void waits() {
    if (own != null) {
      known.add(own);
    }
  }

  @Override
  public boolean isDue(long time) {
    return !known.isEmpty() && known.element().time() <= time;
  }

  @Override
  public long time() {
    return known.element().time();
  }

  @Override
  public long number() {
    return known.element().number();
  }

  @Override
  public String place() {
    return "the label of row %,d".formatted(number());
  }

  @Override
  public Row read() throws BadRecordException {
    requireNonNull(decoder).fill(known.element().value(), label);
    return label;
  }

  @Override
  public byte[] labelKey() {
    return key(number());
  }

  @Override
  public void next() {
    known.remove();
  }

  @Override
  public byte[] key(Row any) {
    return key(row);
  }

  @Override
  public long skipped() {
    return 0;
  }

  @Override
  public Optional<String> firstProblem() {
    return Optional.empty();
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
