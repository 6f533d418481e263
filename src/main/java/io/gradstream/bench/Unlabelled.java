package io.gradstream.bench;

import io.gradstream.schema.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Makes the same rows without their labels: records that are to be predicted only. */
final class Unlabelled {

  /** The schema's id in the headers, another than that of {@link AvroRows}. */
  static final int SCHEMA_ID = AvroRows.SCHEMA_ID + 1;

  private Unlabelled() {}

  /** Returns {@code rows} with null for their field {@code label}, which may be null then. */
  static AvroRows of(AvroRows rows, String label) throws IOException {
    Schema schema = nullable(rows.schema(), label);
    GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(rows.schema(), schema);
    GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(schema);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    byte[][] values = new byte[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      byte[] value = rows.values()[i];
      int header = WireFormat.HEADER_LENGTH;
      BinaryDecoder from =
          DecoderFactory.get().binaryDecoder(value, header, value.length - header, null);
      GenericRecord row = reader.read(null, from);
      row.put(label, null);
      bytes.reset();
      bytes.write(WireFormat.header(SCHEMA_ID));
      BinaryEncoder to = EncoderFactory.get().directBinaryEncoder(bytes, null);
      writer.write(row, to);
      values[i] = bytes.toByteArray();
    }
    return new AvroRows(schema, values);
  }

  private static Schema nullable(Schema schema, String label) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      fields.add(
          field.name().equals(label)
              ? new Schema.Field(label, orNull(field.schema()), null, JsonProperties.NULL_VALUE)
              : new Schema.Field(field, field.schema()));
    }
    return Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
  }

  private static Schema orNull(Schema type) {
    List<Schema> types = new ArrayList<>(List.of(Schema.create(Schema.Type.NULL)));
    types.addAll(type.isUnion() ? type.getTypes() : List.of(type));
    return Schema.createUnion(types.stream().distinct().toList());
  }
}
