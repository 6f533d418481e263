package io.gradstream.crash;

import io.gradstream.schema.JsonSerializer;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes made-up records in the format that a pipeline reads. */
interface InputFormat {

  byte[] write(Schema schema, GenericRecord record);

  /** Returns JSON, which needs no registry. */
  static InputFormat json() {
    JsonSerializer json = new JsonSerializer();
    return (schema, record) -> json.serialize("", record);
  }

  /** Returns Avro in the registry's wire format; each schema is registered at its first record. */
  static InputFormat avro(SchemaRegistry registry, String subject) {
    Map<Schema, Integer> ids = new HashMap<>();
    return (schema, record) -> {
      int id = ids.computeIfAbsent(schema, unknown -> registry.register(subject, unknown));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      try {
        bytes.write(WireFormat.header(id));
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // memory does not fail
      }
      return bytes.toByteArray();
    };
  }
}
