package io.gradstream.schema.row;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.LogicalTypes;
import io.gradstream.schema.registry.BoundedCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of Avro's records in memory: each is written in Avro's encoding and read by the plan
 * of its schema. So a row is the one that {@link AvroRowDecoder} makes of the same record; the way
 * there is slower by the detour. Not thread-safe.
 */
public final class RecordRows {

  private final String name;
  private final RowLayout layout;
  private final Envelope envelope;
  private final GenericData data = LogicalTypes.converting();
  private final BinaryInput input = new BinaryInput();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final BoundedCache<Schema, Known> plans = new BoundedCache<>(PlanCache.CAPACITY);
  private @Nullable Known last;

  /** How records of one schema are written and read. */
  private record Known(
      Schema schema, GenericDatumWriter<IndexedRecord> writer, DecodingPlan plan) {}

  /**
   * Creates a reader of records.
   *
   * @param name who makes the records, for messages
   * @param layout which fields are read and where they go
   * @param envelope what is around the row
   */
  public RecordRows(String name, RowLayout layout, Envelope envelope) {
    this.name = name;
    this.layout = layout;
    this.envelope = envelope;
  }

  /** Fills a row of the layout, which is cleared first, with a record. */
  public void read(IndexedRecord record, Row row) throws BadRecordException {
    row.clear();
    Known known = known(record.getSchema());
    input.reset(written(record, known), 0);
    try {
      known.plan().run(input, row);
    } catch (BadRecordException e) {
      row.clear();
      throw e;
    }
  }

  private byte[] written(IndexedRecord record, Known known) throws BadRecordException {
    bytes.reset();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      known.writer().write(record, encoder);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new BadRecordException(
          Reason.MALFORMED,
          "%s made a record that is none of its own schema %s: %s"
              .formatted(name, known.schema().getFullName(), e.getMessage()));
    }
    return bytes.toByteArray();
  }

  private Known known(Schema schema) {
    Known known = last;
    if (known == null || known.schema() != schema) {
      known = plans.get(schema).orElseGet(() -> compiled(schema));
      last = known;
    }
    return known;
  }

  private Known compiled(Schema schema) {
    DecodingPlan plan =
        PlanCompiler.compile(layout, envelope, schema.getFullName(), schema, schema);
    if (!plan.hasLabel()) {
      MissingFields.warnWithoutLabel(
          "schema " + schema.getFullName(), envelope.path(layout.label().field()), schema);
    }
    Known known = new Known(schema, new GenericDatumWriter<>(schema, data), plan);
    plans.put(schema, known);
    return known;
  }
}
