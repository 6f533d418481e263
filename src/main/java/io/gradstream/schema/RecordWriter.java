package io.gradstream.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Writes records of one schema in the wire format, as that schema or as a registered other one. */
final class RecordWriter {

  private final byte[] header;
  private final Schema own;
  private final Schema written;
  private final GenericData data;
  private final GenericDatumWriter<GenericRecord> writer;

  /**
   * Creates a writer.
   *
   * @param id of the written schema
   * @param own schema of the records that come
   * @param written schema of the bytes that go
   * @param data what the fields of logical types hold
   */
  RecordWriter(int id, Schema own, Schema written, GenericData data) {
    header = WireFormat.header(id);
    this.own = own;
    this.written = written;
    this.data = data;
    writer = new GenericDatumWriter<>(written, data);
  }

  /** Replaces the contents of {@code out} by the framed record. */
  void write(GenericRecord record, ByteArrayOutputStream out, BinaryEncoder encoder)
      throws IOException {
    GenericRecord written = asWritten(record);
    // Emptied after this: after a record that failed, the encoder still has bytes to get rid of.
    EncoderFactory.get().binaryEncoder(out, encoder);
    out.reset();
    out.write(header);
    writer.write(written, encoder);
    encoder.flush();
  }

  /** By Avro's resolution of schemas, since fields may stand elsewhere or need their default. */
  private GenericRecord asWritten(GenericRecord record) throws IOException {
    if (own.equals(written)) {
      return record;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(own, data).write(record, encoder);
    encoder.flush();
    return new GenericDatumReader<GenericRecord>(own, written, data)
        .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
  }
}
