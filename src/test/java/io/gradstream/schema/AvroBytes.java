package io.gradstream.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records and bytes as Avro's own classes make them. */
final class AvroBytes {

  private AvroBytes() {}

  static Schema schema(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  /** Returns the schema of a record {@code R} whose fields are given as in {@code 'name': type}. */
  static Schema record(String... fields) {
    StringBuilder json = new StringBuilder();
    for (String field : fields) {
      int colon = field.indexOf(':');
      json.append(json.isEmpty() ? "" : ",")
          .append("{'name':'%s','type':%s}".formatted(field.substring(0, colon), typeOf(field)));
    }
    return schema("{'type':'record','name':'R','fields':[%s]}".formatted(json));
  }

  private static String typeOf(String field) {
    String type = field.substring(field.indexOf(':') + 1);
    return type.matches("[a-z]+") ? "'" + type + "'" : type;
  }

  static GenericRecord datum(Schema schema, Object... values) {
    GenericRecord record = new GenericData.Record(schema);
    for (int i = 0; i < values.length; i++) {
      record.put(i, values[i]);
    }
    return record;
  }

  static byte[] framed(int id, GenericRecord record) {
    return framed(id, record, false);
  }

  /** Returns the framed record; blocked arrays and maps begin with a negative count and a size. */
  static byte[] framed(int id, GenericRecord record, boolean blocked) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      out.write(WireFormat.header(id));
      BinaryEncoder encoder =
          blocked
              ? EncoderFactory.get().blockingBinaryEncoder(out, null)
              : EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
