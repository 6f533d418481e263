package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonEmptyRowsTest {

  private static final LabelRule LABEL = LabelRule.binary("y");
  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("x", "w"), List.of("c"), List.of("t"), List.of("b"), LABEL);
  private static final Headers HEADERS = new ProducerRecord<>("t", "v").headers();

  private final NonEmptyRows json =
      new NonEmptyRows(new JsonRowDecoder(LAYOUT), LAYOUT, Optional.of("w"));
  private final Row row = new Row(LAYOUT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'y': 1}",
        "{'x': null, 'c': null, 't': null, 'b': null, 'y': 1}",
        "{'w': 2, 'y': 1}",
        "{'x': 'NaN'}"
      })
  void aRecordWithoutAnyFeatureIsRefused(String text) {
    assertThatThrownBy(() -> decode(text))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContainingAll("none of the features", "no field x", "input.on-empty: predict")
        .extracting(it -> ((BadRecordException) it).reason())
        .isEqualTo(Reason.NO_FEATURES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'x': 0}", "{'c': ''}", "{'t': 0}", "{'b': []}"})
  void oneFeatureOfAnyKindIsEnough(String text) throws BadRecordException {
    decode(text);

    assertThat(row.hasLabel()).isFalse();
  }

  @Test
  void theNameThatComesNearestIsSaid() {
    assertThatThrownBy(() -> decode("{'X1': 2}")).hasMessageContaining("no field x (nearest: X1)");
  }

  @Test
  void theWeightIsNotNamedAsAFeature() {
    RowLayout codes = RowLayout.of(List.of("w"), List.of("c"), LABEL);
    Row empty = new Row(codes);
    NonEmptyRows rows = new NonEmptyRows(new JsonRowDecoder(codes), codes, Optional.of("w"));

    assertThatThrownBy(() -> rows.decode(HEADERS, "{\"w\": 1}".getBytes(UTF_8), empty))
        .hasMessageContaining("no field c");
  }

  @Test
  void aPipelineWithoutFieldsReadsEveryRecord() throws BadRecordException {
    RowLayout none = RowLayout.of(List.of("w"), List.of(), LABEL);
    Row empty = new Row(none);

    new NonEmptyRows(new JsonRowDecoder(none), none, Optional.of("w"))
        .decode(HEADERS, "{\"w\": 1}".getBytes(UTF_8), empty);

    assertThat(empty.number(0)).isEqualTo(1);
  }

  @Test
  void anAvroRecordOfNullsIsRefusedAndTheRowIsCleared() {
    Schema schema = record("x:['null','double']", "y:int");
    RowLayout one = RowLayout.of(List.of("x"), List.of(), LABEL);
    Row cleared = new Row(one);
    NonEmptyRows avro =
        new NonEmptyRows(new AvroRowDecoder(one, id -> schema), one, Optional.empty());

    assertThatThrownBy(() -> avro.decode(HEADERS, framed(1, datum(schema, null, 1)), cleared))
        .hasMessageContaining("none of the features");
    assertThat(cleared.hasLabel()).isFalse();
  }

  private void decode(String text) throws BadRecordException {
    json.decode(HEADERS, text.replace('\'', '"').getBytes(UTF_8), row);
  }
}
