package io.gradstream.schema.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gradstream.core.data.Bag;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.WireFormat;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.TimePeriod;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** What {@link AvroRowDecoder} must come to, written plainly over Avro's own generic reader. */
final class ReferenceDecoder {

  /** Message of a refusal that the decoder need not share. */
  static final String UNSURE = "Avro refuses, perhaps for what is passed over";

  /** What a logical type counts since the epoch; nothing if it is a time of day. */
  private static final Map<String, Optional<ChronoUnit>> TIME_UNITS =
      Map.of(
          "date", Optional.of(ChronoUnit.DAYS),
          "timestamp-millis", Optional.of(ChronoUnit.MILLIS),
          "timestamp-micros", Optional.of(ChronoUnit.MICROS),
          "timestamp-nanos", Optional.of(ChronoUnit.NANOS),
          "local-timestamp-millis", Optional.of(ChronoUnit.MILLIS),
          "local-timestamp-micros", Optional.of(ChronoUnit.MICROS),
          "local-timestamp-nanos", Optional.of(ChronoUnit.NANOS),
          "time-micros", Optional.empty());

  private static final BadRecordException NO_TIME =
      new BadRecordException(Reason.FIELD_TYPE, "no time");

  private static final GenericData DATA = data();

  private final RowLayout layout;

  ReferenceDecoder(RowLayout layout) {
    this.layout = layout;
  }

  /** Returns the row of a record that is read as it was written. */
  Row decode(Schema schema, byte[] value) throws IOException, BadRecordException {
    return decode(schema, schema, value);
  }

  /**
   * Returns the row of a record that is resolved. Avro resolves whole records; where it refuses,
   * the reader's schema is cut down to what the layout reads, for nothing else must resolve.
   */
  Row decode(Schema writer, Schema reader, byte[] value) throws IOException, BadRecordException {
    GenericRecord written = read(writer, writer, value);
    GenericRecord resolved;
    try {
      resolved = read(writer, reader, value);
    } catch (RuntimeException | EOFException e) {
      resolved = readWhatIsNamed(writer, reader, value, written);
    }
    Row row = new Row(layout);
    for (String path : layout.fields()) {
      fill(row, path, value(resolved, written, List.of(path.split("\\."))));
    }
    return row;
  }

  private GenericRecord readWhatIsNamed(
      Schema writer, Schema reader, byte[] value, GenericRecord written)
      throws IOException, BadRecordException {
    try {
      return read(writer, cut(reader, layout.fields()), value);
    } catch (RuntimeException | EOFException e) {
      String reason = mayPassOver(written) ? UNSURE : e.toString();
      throw new BadRecordException(Reason.FIELD_TYPE, reason);
    }
  }

  /**
   * Tells whether a path may lead into what is an array, a map or an enum in this record: it then
   * has no value, and what is in there need not resolve, though Avro wants it to.
   */
  private boolean mayPassOver(GenericRecord written) {
    return layout.fields().stream().anyMatch(path -> path.contains(".")) && hasOther(written);
  }

  private static boolean hasOther(Object value) {
    return value instanceof Map
        || value instanceof Collection
        || value instanceof GenericEnumSymbol
        || value instanceof GenericRecord record
            && record.getSchema().getFields().stream()
                .map(field -> record.get(field.pos()))
                .anyMatch(ReferenceDecoder::hasOther);
  }

  private static GenericRecord read(Schema writer, Schema reader, byte[] value) throws IOException {
    int from = WireFormat.HEADER_LENGTH;
    return new GenericDatumReader<GenericRecord>(writer, reader, DATA)
        .read(null, DecoderFactory.get().binaryDecoder(value, from, value.length - from, null));
  }

  private static GenericData data() {
    GenericData data = new GenericData();
    data.setFastReaderEnabled(false); // converts twice where a union is read as one of its branches
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    data.addLogicalTypeConversion(new Conversions.BigDecimalConversion());
    data.addLogicalTypeConversion(new LenientUuid());
    data.addLogicalTypeConversion(new Conversions.DurationConversion());
    TIME_UNITS.keySet().forEach(name -> data.addLogicalTypeConversion(new KeepsUnit(name)));
    return data;
  }

  private static Schema cut(Schema reader, List<String> paths) {
    return switch (reader.getType()) {
      case RECORD -> cutRecord(reader, paths);
      case UNION ->
          Schema.createUnion(reader.getTypes().stream().map(each -> cut(each, paths)).toList());
      default -> reader;
    };
  }

  private static Schema cutRecord(Schema reader, List<String> paths) {
    Schema cut = Schema.createRecord(reader.getName(), null, null, false);
    reader.getAliases().forEach(cut::addAlias);
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : reader.getFields()) {
      List<String> wanted = paths.stream().filter(p -> field(reader, p) == field).toList();
      List<String> within =
          wanted.stream()
              .filter(p -> p.contains("."))
              .map(p -> p.substring(p.indexOf('.') + 1))
              .toList();
      if (!wanted.isEmpty()) {
        boolean whole = within.isEmpty() || field.hasDefaultValue();
        Schema schema = whole ? field.schema() : cut(field.schema(), within);
        Schema.Field kept = new Schema.Field(field, schema);
        fields.add(kept);
      }
    }
    cut.setFields(fields);
    return cut;
  }

  /** Returns the field that the first name of a path means: one of this name or this alias. */
  private static Schema.@Nullable Field field(Schema record, String path) {
    String name = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
    Schema.Field field = record.getField(name);
    return field != null
        ? field
        : record.getFields().stream()
            .filter(f -> f.aliases().contains(name))
            .findFirst()
            .orElse(null);
  }

  /** Returns what is at the end of a path; what the reader does not name is as it was written. */
  private static @Nullable Object value(
      @Nullable Object resolved, @Nullable Object written, List<String> names) {
    if (names.isEmpty() || !(resolved instanceof GenericRecord record)) {
      return names.isEmpty() ? resolved : null;
    }
    List<String> rest = names.subList(1, names.size());
    Schema.Field field = field(record.getSchema(), names.get(0));
    Object writtenValue = written(written, names.get(0), field);
    return field == null
        ? value(writtenValue, writtenValue, rest)
        : value(record.get(field.pos()), writtenValue, rest);
  }

  private static @Nullable Object written(
      @Nullable Object record, String name, Schema.@Nullable Field reader) {
    if (!(record instanceof GenericRecord written)) {
      return null;
    }
    List<String> names = new ArrayList<>();
    if (reader == null) {
      names.add(name);
    } else {
      names.add(reader.name());
      names.addAll(reader.aliases());
    }
    return names.stream().filter(written::hasField).findFirst().map(written::get).orElse(null);
  }

  private void fill(Row row, String path, @Nullable Object value) throws BadRecordException {
    int number = layout.numbers().indexOf(path);
    int category = layout.categories().indexOf(path);
    if (number >= 0 && value != null) {
      row.setNumber(number, number(value));
    }
    if (category >= 0 && value != null) {
      setCategory(row, category, value);
    }
    int instant = layout.instants().indexOf(path);
    if (instant >= 0 && value != null) {
      row.setInstant(instant, instant(value));
    }
    int bag = layout.bags().indexOf(path);
    if (bag >= 0 && value != null) {
      fill(row.bag(bag), path, value);
    }
    if (layout.label().field().equals(path) && value != null) {
      row.setLabel(valid(label(value)));
    }
  }

  private static long instant(Object value) throws BadRecordException {
    if (value instanceof Counted counted) {
      ChronoUnit unit = TIME_UNITS.get(counted.type()).orElseThrow(() -> NO_TIME);
      return Instant.EPOCH.plus(counted.value().longValue(), unit).toEpochMilli();
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? plain(new BigDecimal(number)) : Row.NO_INSTANT;
    }
    if (value instanceof Number number && !(value instanceof BigDecimal)) {
      return plain(BigDecimal.valueOf(number.longValue()));
    }
    if (value instanceof Utf8 text && RandomAvro.TIME_TEXTS.containsKey(text.toString())) {
      return RandomAvro.TIME_TEXTS.get(text.toString());
    }
    if (value instanceof Utf8 text && text.toString().strip().matches("[+-]?[0-9]+")) {
      return plain(new BigDecimal(text.toString().strip())); // random bytes, read as a string
    }
    throw NO_TIME;
  }

  private static long plain(BigDecimal number) throws BadRecordException {
    BigDecimal millis =
        number.abs().compareTo(new BigDecimal("1e11")) < 0 ? number.scaleByPowerOfTen(3) : number;
    if (number.abs().compareTo(new BigDecimal("253402300799999")) > 0) {
      throw NO_TIME;
    }
    return millis.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private static void fill(Bag bag, String path, Object value) throws BadRecordException {
    if (!(value instanceof Collection<?> items)) {
      throw new BadRecordException(Reason.FIELD_TYPE, "no bag");
    }
    bag.begin();
    Row one = new Row(RowLayout.of(List.of(), List.of(path), LabelRule.binary("")));
    for (Object item : items) {
      one.clear();
      if (item != null) {
        setCategory(one, 0, item);
      }
      if (one.category(0) != Row.MISSING) {
        byte[] text = one.categoryText(0, Integer.MAX_VALUE);
        bag.add(text, 0, text.length);
      }
    }
  }

  private static double number(Object value) throws BadRecordException {
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new BadRecordException(Reason.FIELD_TYPE, "no number");
  }

  private static void setCategory(Row row, int slot, Object value) throws BadRecordException {
    if (value instanceof Double || value instanceof Float) {
      row.setCategory(slot, ((Number) value).doubleValue());
    } else {
      byte[] text = text(value);
      row.setCategory(slot, text, 0, text.length);
    }
  }

  private static byte[] text(Object value) throws BadRecordException {
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros().toPlainString().getBytes(UTF_8);
    }
    if (value instanceof TimePeriod period) {
      return iso(period).getBytes(UTF_8);
    }
    if (value instanceof Utf8 text) {
      return Arrays.copyOf(text.getBytes(), text.getByteLength());
    }
    if (isText(value)
        || value instanceof UUID
        || value instanceof Number
        || value instanceof Boolean) {
      return value.toString().getBytes(UTF_8);
    }
    throw new BadRecordException(Reason.FIELD_TYPE, "no category");
  }

  private static String iso(TimePeriod period) {
    String seconds = BigDecimal.valueOf(period.getMillis(), 3).stripTrailingZeros().toPlainString();
    String text = "P%dM%dDT%sS".formatted(period.getMonths(), period.getDays(), seconds);
    String short1 = text.replace("T0S", "").replaceAll("(?<=[PM])0D", "").replace("P0M", "P");
    return short1.equals("P") ? "PT0S" : short1;
  }

  private static boolean isText(Object value) {
    return value instanceof CharSequence || value instanceof GenericEnumSymbol;
  }

  private double label(Object value) throws BadRecordException {
    LabelRule rule = layout.label();
    if (value instanceof Boolean flag) {
      return rule.ofBoolean(flag);
    }
    if (value instanceof Number number) {
      return rule.ofNumber(number.doubleValue());
    }
    if (isText(value)) {
      byte[] text = value.toString().getBytes(UTF_8);
      return rule.ofText(text, 0, text.length);
    }
    throw new BadRecordException(Reason.FIELD_TYPE, "no label");
  }

  private static double valid(double label) throws BadRecordException {
    if (label == LabelRule.INVALID) {
      throw new BadRecordException(Reason.BAD_LABEL, "no label");
    }
    return label;
  }

  /** A whole number that remembers of what logical type it is. */
  private static final class Counted extends Number {

    private final Long value;
    private final String type;

    Counted(long value, String type) {
      this.value = value;
      this.type = type;
    }

    Long value() {
      return value;
    }

    String type() {
      return type;
    }

    @Override
    public int intValue() {
      return value.intValue();
    }

    @Override
    public long longValue() {
      return value;
    }

    @Override
    public float floatValue() {
      return value.floatValue();
    }

    @Override
    public double doubleValue() {
      return value.doubleValue();
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }

  /** Makes a {@link Counted} of every number of a logical type. */
  private static final class KeepsUnit extends Conversion<Counted> {

    private final String name;

    KeepsUnit(String name) {
      this.name = name;
    }

    @Override
    public Class<Counted> getConvertedType() {
      return Counted.class;
    }

    @Override
    public String getLogicalTypeName() {
      return name;
    }

    @Override
    public Counted fromInt(Integer value, Schema schema, LogicalType type) {
      return new Counted(value, name);
    }

    @Override
    public Counted fromLong(Long value, Schema schema, LogicalType type) {
      return new Counted(value, name);
    }
  }

  /** Reads as bytes the texts that are no UUIDs, which Avro's own conversion refuses. */
  private static final class LenientUuid extends Conversion<Object> {

    private static final Pattern UUIDS =
        Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    @Override
    public Class<Object> getConvertedType() {
      return Object.class;
    }

    @Override
    public String getLogicalTypeName() {
      return "uuid";
    }

    @Override
    public Object fromCharSequence(CharSequence value, Schema schema, LogicalType type) {
      return UUIDS.matcher(value).matches()
          ? UUID.fromString(value.toString())
          : ByteBuffer.wrap(((Utf8) value).getBytes(), 0, ((Utf8) value).getByteLength());
    }

    @Override
    public Object fromFixed(GenericFixed value, Schema schema, LogicalType type) {
      return new Conversions.UUIDConversion().fromFixed(value, schema, type);
    }
  }
}
