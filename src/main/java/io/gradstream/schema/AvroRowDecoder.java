package io.gradstream.schema;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.text.NearestName;
import io.gradstream.schema.BadRecordException.Reason;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes Avro in the registry's wire format straight into a {@link Row}.
 *
 * <p>Only the fields that the row's layout names are read; the others are passed over. A plan is
 * compiled once per writer schema id, so producers may evolve their schema at any time. Decoding
 * makes no generic record, boxes nothing and allocates nothing per record, but for a floating-point
 * category, whose text is new. A path {@code a.b} reads field {@code b} of the record in field
 * {@code a}.
 *
 * <p>Numbers are read from int, long, float, double and boolean (0 or 1); categories also from
 * string, bytes, fixed and enum; labels as {@link io.gradstream.core.data.LabelRule} says. A null,
 * wherever a union allows it, is a missing value. Logical types are read as the type beneath. Bytes
 * after the record are ignored, as Avro's own readers do.
 *
 * <p>Not thread-safe; one decoder per thread.
 */
public final class AvroRowDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(AvroRowDecoder.class);

  private final RowLayout layout;
  private final IntFunction<Schema> schemas;
  private final BinaryInput input = new BinaryInput();
  private final PlanCache plans = new PlanCache();
  private @Nullable DecodingPlan last;

  /**
   * Creates a decoder.
   *
   * @param layout which fields are read and where they go
   * @param schemas answers the writer schema of an id, such as {@link SchemaRegistry#byId}; throws
   *     {@link SchemaRegistryException} if it cannot
   */
  public AvroRowDecoder(RowLayout layout, IntFunction<Schema> schemas) {
    this.layout = layout;
    this.schemas = schemas;
  }

  /**
   * Fills {@code row} with the record in {@code value}; categories are slices of {@code value}.
   *
   * @param value the framed record, null for a tombstone
   * @param row a row of this decoder's layout; cleared first, half filled if this throws
   * @throws BadRecordException if the record can never be used
   * @throws SchemaRegistryException if the registry cannot be asked now: not the record's fault
   */
  public void decode(byte @Nullable [] value, Row row) throws BadRecordException {
    if (row.layout() != layout) {
      throw new IllegalArgumentException("the row has another layout than the decoder");
    }
    row.clear();
    if (value == null) {
      throw new BadRecordException(Reason.TOMBSTONE, "the value is null");
    }
    if (!WireFormat.isFramed(value)) {
      throw new BadRecordException(Reason.NOT_AVRO, WireFormat.problem(value));
    }
    DecodingPlan plan = plan(WireFormat.schemaId(value));
    input.reset(value, WireFormat.HEADER_LENGTH);
    plan.run(input, row);
  }

  private DecodingPlan plan(int id) throws BadRecordException {
    DecodingPlan plan = last;
    if (plan == null || plan.schemaId() != id) {
      plan = plans.get(id);
      if (plan == null) {
        Schema writer = schema(id);
        plan = PlanCompiler.compile(layout, id, writer);
        plans.put(plan);
        warnWithoutLabel(id, writer);
      }
      last = plan;
    }
    return plan;
  }

  /** Legal, and meant where records are only to be predicted; a misspelt label looks the same. */
  private void warnWithoutLabel(int id, Schema writer) {
    String label = layout.label().field();
    String first = label.contains(".") ? label.substring(0, label.indexOf('.')) : label;
    if (writer.getType() == Schema.Type.RECORD && writer.getField(first) == null) {
      List<String> names = writer.getFields().stream().map(Schema.Field::name).toList();
      LOG.warn(
          "schema {} has no field '{}': its records are predicted and not learned from{}",
          id,
          label,
          NearestName.near(label, names).map(name -> "; did you mean '" + name + "'?").orElse(""));
    }
  }

  private Schema schema(int id) throws BadRecordException {
    try {
      return schemas.apply(id);
    } catch (SchemaRegistryException e) {
      switch (e.kind()) {
        case NOT_FOUND -> throw new BadRecordException(Reason.UNKNOWN_SCHEMA_ID, e.getMessage());
        case NOT_AVRO -> throw new BadRecordException(Reason.NOT_AVRO, e.getMessage());
        default -> throw e;
      }
    }
  }
}
