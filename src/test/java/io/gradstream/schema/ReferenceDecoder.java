package io.gradstream.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.BadRecordException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** What {@link AvroRowDecoder} must come to, written plainly over Avro's own generic reader. */
final class ReferenceDecoder {

  private final RowLayout layout;

  ReferenceDecoder(RowLayout layout) {
    this.layout = layout;
  }

  Row decode(Schema schema, byte[] value) throws IOException, BadRecordException {
    int from = WireFormat.HEADER_LENGTH;
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(value, from, value.length - from, null));
    Row row = new Row(layout);
    fill(row, record, "");
    return row;
  }

  private void fill(Row row, GenericRecord record, String prefix) throws BadRecordException {
    for (Schema.Field field : record.getSchema().getFields()) {
      String path = prefix + field.name();
      Object value = record.get(field.pos());
      int number = layout.numbers().indexOf(path);
      int category = layout.categories().indexOf(path);
      if (number >= 0 && value != null) {
        row.setNumber(number, number(value));
      }
      if (category >= 0 && value != null) {
        setCategory(row, category, value);
      }
      if (layout.label().field().equals(path) && value != null) {
        row.setLabel(valid(label(value)));
      }
      if (value instanceof GenericRecord nested) {
        fill(row, nested, path + ".");
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
    if (isText(value) || value instanceof Number || value instanceof Boolean) {
      return value.toString().getBytes(UTF_8);
    }
    throw new BadRecordException(Reason.FIELD_TYPE, "no category");
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
}
