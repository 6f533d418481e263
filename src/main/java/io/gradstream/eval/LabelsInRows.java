package io.gradstream.eval;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Labels that stand in the rows themselves, beside the time at which each becomes known. */
public final class LabelsInRows implements LabelSource {

  private record Known(long time, long number, byte[] value) {}

  private final Row label;
  private final String timeColumn;
  private final PriorityQueue<Known> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Known::time).thenComparingLong(Known::number));
  private @Nullable AvroRowDecoder decoder;
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

  @Override
  public void begin(CsvRecords rows, long number) throws IOException {
    if (decoder == null) {
      column = rows.column(timeColumn);
      decoder = new AvroRowDecoder(label.layout(), id -> rows.schema());
    }
    row = number;
    if (rows.cell(column).isPresent()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      bytes.write(WireFormat.header(0));
      rows.writeTo(bytes);
      waiting.add(new Known(rows.millis(column), number, bytes.toByteArray()));
    }
  }

  @Override
  public boolean isDue(long time) {
    return !waiting.isEmpty() && waiting.element().time() <= time;
  }

  @Override
  public long time() {
    return waiting.element().time();
  }

  @Override
  public long number() {
    return waiting.element().number();
  }

  @Override
  public Row read() throws BadRecordException {
    requireNonNull(decoder).decode(waiting.element().value(), label);
    return label;
  }

  @Override
  public byte[] labelKey() {
    return key(number());
  }

  @Override
  public void next() {
    waiting.remove();
  }

  @Override
  public byte[] key(Row any) {
    return key(row);
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
