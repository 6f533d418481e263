package io.gradstream.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSerdesTest {

  private static final Schema SCHEMA =
      SchemaBuilder.record("R")
          .fields()
          .requiredLong("n")
          .requiredDouble("x")
          .optionalString("s")
          .optionalBoolean("b")
          .endRecord();

  private final JsonSerializer serializer = new JsonSerializer();
  private final JsonDeserializer deserializer = new JsonDeserializer(SCHEMA);

  @Test
  void everyKindOfValueIsWrittenAsPlainJson() {
    assertThat(new String(serializer.serialize("t", EveryKind.inJava()), UTF_8))
        .isEqualTo(
            "{\"whole\":-2147483648,\"big\":9007199254740990,\"single\":0.1,\"real\":0.1,"
                + "\"endless\":null,\"flag\":true,\"text\":\"Zürich 東京 🛫\","
                + "\"raw\":\"\\u0000\u007f\u0080ÿ\",\"code\":\"ABC\",\"color\":\"BLUE\","
                + "\"absent\":null,\"delay\":-12.5,\"choice\":7.5,"
                + "\"carrier\":{\"name\":\"KLM\",\"founded\":1919},"
                + "\"partner\":{\"name\":\"Δ\",\"founded\":null},"
                + "\"legs\":[{\"name\":\"a\",\"founded\":1},{\"name\":\"\",\"founded\":-1}],"
                + "\"fares\":{\"économie\":-1099511627776},\"departure\":1388556000001,"
                + "\"day\":-1,\"price\":\"\u00fe\\u001D\u00f3\"}");
  }

  @Test
  void whatIsWrittenComesBack() {
    GenericRecord record = record(Long.MIN_VALUE, 0.1 + 0.2, "a\"\n\u0000ü", null);

    assertThat(deserializer.deserialize("t", serializer.serialize("t", record))).isEqualTo(record);
    GenericRecord endless = record(1, Double.POSITIVE_INFINITY, null, true);
    assertThat(deserializer.deserialize("t", serializer.serialize("t", endless)).get("x"))
        .isEqualTo(Double.NaN);
    assertThat(deserializer.deserialize("t", (byte[]) null)).isNull();
    assertThat(serializer.serialize("t", null)).isNull();
  }

  @Test
  void anAbsentFieldHasItsDefaultAndAnUnknownOneIsPassedOver() {
    assertThat(deserializer.deserialize("t", "{\"x\":1,\"z\":[],\"n\":2}".getBytes(UTF_8)))
        .isEqualTo(record(2, 1.0, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"n\":1}|there is no field x",
        "{\"n\":1.5,\"x\":1}|field n is 1.5",
        "{\"n\":1,\"x\":\"1\"}|field x is \"1\"",
        "{\"n\":1,\"x\":1,\"s\":2}|field s is 2",
        "[]|[] is no object",
        "{\"n\":1|Unexpected end-of-input"
      })
  void whatDoesNotFitIsRefused(String json, String message) {
    assertThatThrownBy(() -> deserializer.deserialize("t", json.getBytes(UTF_8)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("topic t: the value is no JSON object of a R: ", message);
  }

  private static GenericRecord record(long n, double x, String s, Boolean b) {
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("n", n);
    record.put("x", x);
    record.put("s", s);
    record.put("b", b);
    return record;
  }
}
