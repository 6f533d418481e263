package io.gradstream.schema;

import io.gradstream.schema.registry.SchemaRegistryConfig;
import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;

/** What a record's fields of logical types hold: numbers and bytes, or the JDK's own types. */
public final class LogicalTypes {

  private static final List<Conversion<?>> CONVERSIONS =
      List.of(
          new Conversions.DecimalConversion(),
          new Conversions.BigDecimalConversion(),
          new Conversions.UUIDConversion(),
          new Conversions.DurationConversion(),
          new TimeConversions.DateConversion(),
          new TimeConversions.TimeMillisConversion(),
          new TimeConversions.TimeMicrosConversion(),
          new TimeConversions.TimestampMillisConversion(),
          new TimeConversions.TimestampMicrosConversion(),
          new TimeConversions.TimestampNanosConversion(),
          new TimeConversions.LocalTimestampMillisConversion(),
          new TimeConversions.LocalTimestampMicrosConversion(),
          new TimeConversions.LocalTimestampNanosConversion());

  private LogicalTypes() {}

  /** Returns Avro's view of records as the configuration wants it. */
  static GenericData data(SchemaRegistryConfig config) {
    return config.getBoolean(SchemaRegistryConfig.LOGICAL_TYPES) ? converting() : new GenericData();
  }

  /** Returns a view of records that takes the JDK's own types as well. */
  public static GenericData converting() {
    GenericData data = new GenericData();
    CONVERSIONS.forEach(data::addLogicalTypeConversion);
    return data;
  }
}
