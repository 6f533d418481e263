package io.gradstream.schema;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.serialization.Deserializer;

public final class AvroDeserializer implements Deserializer<GenericRecord> {
  private SchemaRegistry registry;

  @SuppressWarnings("NullAway")
  public AvroDeserializer() {}

  @Override
  public void configure(Map<String, ?> config, boolean key) {
    registry = SchemaRegistries.from(config);
  }

  @SuppressWarnings("NullAway")
  @Override
  public GenericRecord deserialize(String topic, byte[] v) {
    if (v == null) return null;
    Schema s = registry.byId(WireFormat.schemaId(v));
    try {
      return new GenericDatumReader<GenericRecord>(s)
          .read(null, DecoderFactory.get().binaryDecoder(v, 5, v.length - 5, null));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
