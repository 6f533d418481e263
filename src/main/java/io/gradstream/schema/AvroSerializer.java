package io.gradstream.schema;

import java.util.Map;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Serializer;

public final class AvroSerializer implements Serializer<GenericRecord> {
  private SchemaRegistry registry;

  @SuppressWarnings("NullAway")
  public AvroSerializer() {}

  @Override
  public void configure(Map<String, ?> config, boolean key) {
    registry = SchemaRegistries.from(config);
  }

  @SuppressWarnings("NullAway")
  @Override
  public byte[] serialize(String topic, GenericRecord v) {
    if (v == null) return null;
    try {
      var o = new java.io.ByteArrayOutputStream();
      o.write(WireFormat.header(registry.register(topic + "-value", v.getSchema())));
      BinaryEncoder e = EncoderFactory.get().directBinaryEncoder(o, null);
      new GenericDatumWriter<GenericRecord>(v.getSchema()).write(v, e);
      return o.toByteArray();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
