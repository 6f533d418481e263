package io.gradstream.eval;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.LearnerGradientCheck;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.model.GradientCheck;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks the gradients of a pipeline's model and loss, on rows of a file or random ones. */
public final class PipelineGradientCheck {

  /** How many records make the batch; of a file, the first that can be used and have a label. */
  public static final int RECORDS = 32;

  private static final int SCHEMA_ID = 0;

  private PipelineGradientCheck() {}

  /** Compares the gradients on random records. */
  public static List<GradientCheck.Result> onRandom(LearnerRule rule) {
    RandomRows random = new RandomRows(rule.seed());
    LearnerGradientCheck check = new LearnerGradientCheck(rule);
    Row row = new Row(rule.layout());
    for (int i = 0; i < RECORDS; i++) {
      random.fill(row, i);
      check.observe(row);
    }
    for (int i = 0; i < RECORDS; i++) {
      random.fill(row, i);
      check.add(row);
    }
    return check.run();
  }

  /**
   * Compares the gradients on rows of a file.
   *
   * @throws CsvException if it does not fit the pipeline or no row of it can be used
   */
  public static List<GradientCheck.Result> on(LearnerRule rule, CsvRecords rows)
      throws IOException {
    LearnerGradientCheck check = new LearnerGradientCheck(rule);
    Row row = new Row(rule.layout());
    FileEvaluation.requireFit(row.layout(), rows.schema());
    AvroRowDecoder decoder = new AvroRowDecoder(row.layout(), id -> rows.schema());
    List<byte[]> values = usable(rows, decoder, row);
    if (values.isEmpty()) {
      throw new CsvException("no row of the file can be used and has a label");
    }
    for (byte[] value : values) {
      decode(value, decoder, row);
      check.observe(row);
    }
    for (byte[] value : values) {
      decode(value, decoder, row);
      check.add(row);
    }
    return check.run();
  }

  private static List<byte[]> usable(CsvRecords rows, AvroRowDecoder decoder, Row row)
      throws IOException {
    rows.column(row.layout().label().field());
    List<byte[]> values = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    while (values.size() < RECORDS && rows.next()) {
      bytes.reset();
      bytes.write(WireFormat.header(SCHEMA_ID));
      rows.writeTo(bytes);
      if (decode(bytes.toByteArray(), decoder, row) && row.hasLabel()) {
        values.add(bytes.toByteArray());
      }
    }
    return values;
  }

  /** Fills the row; returns whether the record can be used. */
  private static boolean decode(byte[] value, AvroRowDecoder decoder, Row row) {
    try {
      decoder.decode(value, row);
      return true;
    } catch (BadRecordException e) {
      return false;
    }
  }
}
