package io.gradstream.schema.row;

import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records and bytes as Avro's own classes make them. */
public final class AvroBytes {

  private AvroBytes() {}

  public static Schema schema(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }

  /** Returns the schema of a record {@code R} whose fields are given as in {@code 'name': type}. */
  public static Schema record(String... fields) {
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

  /** Returns the rule that every record is read as {@code reader}, the one version there is. */
  public static ReaderSchemas readAs(Schema reader) {
    RegisteredSchema version = new RegisteredSchema("r-value", 1, 1, reader);
    SchemaRegistry registry =
        (SchemaRegistry)
            Proxy.newProxyInstance(
                AvroBytes.class.getClassLoader(),
                new Class<?>[] {SchemaRegistry.class},
                (proxy, method, arguments) -> Optional.of(version));
    return ReaderSchemas.latest(registry, writer -> version.subject());
  }

  public static GenericRecord datum(Schema schema, Object... values) {
    GenericRecord record = new GenericData.Record(schema);
    for (int i = 0; i < values.length; i++) {
      record.put(i, values[i]);
    }
    return record;
  }

  public static byte[] framed(int id, GenericRecord record) {
    return framed(id, record, false);
  }

  /** Returns the framed record; blocked arrays and maps begin with a negative count and a size. */
  public static byte[] framed(int id, GenericRecord record, boolean blocked) {
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
