package io.gradstream.schema.row;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.SchemaIdHeaders;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaKey;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes Avro in the registry's wire format straight into a {@link Row}.
 *
 * <p>Only the fields that the row's layout names are read; the others are passed over. A plan is
 * compiled once per writer schema id, so producers may evolve their schema at any time. Decoding
 * makes no generic record, boxes nothing and allocates nothing per record, but for the new texts of
 * categories that are numbers with a fraction, decimals, durations or UUIDs, of whole numbers in
 * arrays, for decimals of more than fifteen digits and for points in time that are texts. A path
 * {@code a.b} reads field {@code b} of the record in field {@code a}.
 *
 * <p>A record is read as its reader's schema says, resolved as Avro specifies: fields by name or
 * the reader's alias, defaults for those the writer does not have, promoted numbers, branches of
 * unions, symbols of enums. Only the fields that the layout names must resolve. A field that the
 * reader's schema does not have is read as it was written, and so is a record of another name.
 *
 * <p>Numbers are read from int, long, float, double, decimal and boolean (0 or 1); categories also
 * from string, bytes, fixed and enum; several at once from an array of what one may be, nulls left
 * out. Points in time are read from dates (their start in UTC), timestamps (local ones as if in
 * UTC) and, as {@link io.gradstream.core.data.PointInTime} says, from int, long, float, double and
 * string; a time of day is none. Labels are read as {@link io.gradstream.core.data.LabelRule} says.
 * A null, wherever a union allows it, is a missing value. Bytes after the record are ignored, as
 * Avro's own readers do.
 *
 * <p>As numbers and categories dates, times and timestamps are the integers beneath, in their own
 * unit: days, milli-, micro- or nanoseconds. A decimal is its value, as a category without trailing
 * zeros; a UUID is its text in lower case, a duration its text in ISO 8601 ({@code P1M2DT3.004S}),
 * neither a number. A logical type that its schema states wrongly is ignored, as Avro does.
 *
 * <p>Not thread-safe; one decoder per thread.
 */
public final class AvroRowDecoder implements RowDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(AvroRowDecoder.class);

  private final RowLayout layout;
  private final Envelope envelope;
  private final Function<SchemaKey, Schema> schemas;
  private final ReaderSchemas readers;
  private final BinaryInput input = new BinaryInput();
  private final SchemaIdHeaders idHeaders = SchemaIdHeaders.ofValues();
  private final PlanCache plans = new PlanCache();
  private final Map<SchemaKey.Guid, DecodingPlan> plansByGuid = new HashMap<>();
  private @Nullable DecodingPlan last;
  private int lastId;

  /**
   * Creates a decoder that reads every record as it was written.
   *
   * @param layout which fields are read and where they go
   * @param schemas answers the writer schema that a record names, such as {@link
   *     SchemaRegistry#of}; throws {@link SchemaRegistryException} if it cannot
   */
  public AvroRowDecoder(RowLayout layout, Function<SchemaKey, Schema> schemas) {
    this(layout, Envelope.NONE, schemas, ReaderSchemas.asWritten());
  }

  /** Creates a decoder of records that are rows. */
  AvroRowDecoder(RowLayout layout, Function<SchemaKey, Schema> schemas, ReaderSchemas readers) {
    this(layout, Envelope.NONE, schemas, readers);
  }

  /**
   * Creates a decoder.
   *
   * @param layout which fields are read and where they go
   * @param envelope what is around the row
   * @param schemas answers the writer schema that a record names
   * @param readers the schemas as which records are read; not shared with another decoder
   */
  public AvroRowDecoder(
      RowLayout layout,
      Envelope envelope,
      Function<SchemaKey, Schema> schemas,
      ReaderSchemas readers) {
    this.layout = layout;
    this.envelope = envelope;
    this.schemas = schemas;
    this.readers = readers;
  }

  /**
   * Fills {@code row} with the record in {@code value}; categories are slices of {@code value}.
   *
   * @param value the record, framed unless a header names its schema; null for a tombstone
   * @param row a row of this decoder's layout; everything in it is missing if this throws
   */
  @Override
  public void decode(Headers headers, byte @Nullable [] value, Row row) throws BadRecordException {
    try {
      fill(value == null ? Optional.empty() : named(headers), value, row);
    } catch (BadRecordException | RuntimeException e) {
      row.clear();
      throw e;
    }
  }

  /** Fills {@code row} with the framed record in {@code value}, which came without headers. */
  public void decode(byte @Nullable [] value, Row row) throws BadRecordException {
    try {
      fill(Optional.empty(), value, row);
    } catch (BadRecordException | RuntimeException e) {
      row.clear();
      throw e;
    }
  }

  private void fill(Optional<SchemaKey> named, byte @Nullable [] value, Row row)
      throws BadRecordException {
    if (row.layout() != layout) {
      throw new IllegalArgumentException("the row has another layout than the decoder");
    }
    if (value == null) {
      throw new BadRecordException(Reason.TOMBSTONE, "the value is null");
    }
    if (named.isEmpty() && !WireFormat.isFramed(value)) {
      throw new BadRecordException(Reason.NOT_AVRO, WireFormat.problem(value));
    }
    DecodingPlan plan = named.isPresent() ? plan(named.get()) : plan(WireFormat.schemaId(value));
    input.reset(value, named.isPresent() ? 0 : WireFormat.HEADER_LENGTH);
    plan.run(input, row);
  }

  private Optional<SchemaKey> named(Headers headers) throws BadRecordException {
    try {
      return idHeaders.find(headers);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(Reason.NOT_AVRO, String.valueOf(e.getMessage()));
    }
  }

  private DecodingPlan plan(SchemaKey key) throws BadRecordException {
    if (!(key instanceof SchemaKey.Guid guid)) {
      return plan(((SchemaKey.Id) key).id());
    }
    DecodingPlan plan = plansByGuid.get(guid);
    if (plan == null) {
      plan = newPlan(guid);
      if (plansByGuid.size() == PlanCache.CAPACITY) {
        plansByGuid.clear();
      }
      plansByGuid.put(guid, plan);
    }
    return plan;
  }

  private DecodingPlan plan(int id) throws BadRecordException {
    DecodingPlan plan = last;
    if (plan == null || lastId != id) {
      plan = plans.get(id);
      if (plan == null) {
        plan = newPlan(new SchemaKey.Id(id));
        plans.put(id, plan);
      }
      last = plan;
      lastId = id;
    }
    return plan;
  }

  private DecodingPlan newPlan(SchemaKey key) throws BadRecordException {
    Schema writer = ask(key);
    Schema reader =
        readers
            .of(writer)
            .filter(it -> reads(it, key, writer))
            .map(RegisteredSchema::schema)
            .orElse(writer);
    DecodingPlan plan = PlanCompiler.compile(layout, envelope, key.toString(), writer, reader);
    if (!plan.hasLabel()) {
      MissingFields.warnWithoutLabel(
          "schema " + key, envelope.path(layout.label().field()), writer);
    }
    return plan;
  }

  /** A topic may hold records of several types; a schema reads those of its own only. */
  private static boolean reads(RegisteredSchema reader, SchemaKey key, Schema writer) {
    boolean reads = FieldMatch.haveOneName(writer, reader.schema());
    if (!reads) {
      LOG.warn(
          "schema {} is of {}, not of {} as version {} of subject {}: its records are read as they"
              + " were written",
          key,
          writer.getFullName(),
          reader.schema().getFullName(),
          reader.version(),
          reader.subject());
    }
    return reads;
  }

  /** Returns the writer schema; if it is new, and the reader's with it, all plans are outdated. */
  private Schema ask(SchemaKey key) throws BadRecordException {
    try {
      Schema writer = schemas.apply(key);
      if (readers.meet(key, writer)) {
        plans.clear();
        plansByGuid.clear();
        last = null;
      }
      return writer;
    } catch (SchemaRegistryException e) {
      switch (e.kind()) {
        case NOT_FOUND -> throw new BadRecordException(Reason.UNKNOWN_SCHEMA_ID, e.getMessage());
        case NOT_AVRO -> throw new BadRecordException(Reason.NOT_AVRO, e.getMessage());
        default -> throw e;
      }
    }
  }
}
