package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class ReaderSchemasTest {

  private static final String SUBJECT = "r-value";
  private static final Schema FIRST = record("x:int");
  private static final Schema SECOND = withDefault("c", 2);
  private static final Schema THIRD = withDefault("c", 3);

  private final SchemaRegistry there = new InMemorySchemaRegistry();
  private final RowLayout layout =
      RowLayout.of(List.of("x", "c"), List.of(), LabelRule.binary("y"));
  private final Row row = new Row(layout);
  private int asked;
  private boolean away;

  @Test
  void theNewestVersionIsAskedForOncePerNewSchema() throws Exception {
    there.register(SUBJECT, FIRST);
    there.register(SUBJECT, SECOND);
    AvroRowDecoder decoder = latest();

    for (int i = 0; i < 10; i++) {
      decode(decoder, 1, datum(FIRST, i));
      decode(decoder, 2, datum(SECOND, i, 7));
    }

    assertThat(asked).isEqualTo(2);
  }

  @Test
  void recordsOfKnownSchemasAreReadAsTheVersionThatCameWithANewOne() throws Exception {
    there.register(SUBJECT, FIRST);
    there.register(SUBJECT, SECOND);
    AvroRowDecoder decoder = latest();
    assertThat(decode(decoder, 1, datum(FIRST, 0))).isEqualTo(2);

    there.register(SUBJECT, THIRD);
    assertThat(decode(decoder, 1, datum(FIRST, 0))).isEqualTo(2);
    decode(decoder, 3, datum(THIRD, 0, 7));

    assertThat(decode(decoder, 1, datum(FIRST, 0))).isEqualTo(3);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void recordsAreReadAsWrittenUntilTheirSubjectExists() throws Exception {
    there.register("elsewhere", FIRST);
    AvroRowDecoder decoder = latest();
    assertThatThrownBy(() -> decode(decoder, 1, datum(FIRST, 0))).hasMessageContaining("field c");

    there.register(SUBJECT, THIRD);
    decode(decoder, 2, datum(THIRD, 0, 7));

    assertThat(decode(decoder, 1, datum(FIRST, 0))).isEqualTo(3);
  }

  @Test
  void aPinnedVersionIsAskedForOnceAndStays() throws Exception {
    there.register(SUBJECT, FIRST);
    there.register(SUBJECT, SECOND);
    AvroRowDecoder decoder = pinned(2);
    assertThat(decode(decoder, 1, datum(FIRST, 0))).isEqualTo(2);

    there.register(SUBJECT, THIRD);
    decode(decoder, 3, datum(THIRD, 0, 7));

    assertThat(decode(decoder, 1, datum(FIRST, 0))).isEqualTo(2);
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aPinnedVersionThatIsNotThereIsTheRecordsFault() {
    there.register(SUBJECT, FIRST);

    assertThatThrownBy(() -> decode(pinned(4), 1, datum(FIRST, 0)))
        .hasMessageContaining("version 4 of subject r-value, which has versions [1]")
        .isInstanceOfSatisfying(
            BadRecordException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA_ID));
  }

  @Test
  void aRegistryThatIsAwayIsAskedAgain() throws Exception {
    there.register(SUBJECT, SECOND);
    AvroRowDecoder decoder = latest();
    away = true;
    assertThatThrownBy(() -> decode(decoder, 1, datum(SECOND, 0, 7)))
        .isInstanceOfSatisfying(
            SchemaRegistryException.class, e -> assertThat(e.isRetriable()).isTrue());

    away = false;

    assertThat(decode(decoder, 1, datum(SECOND, 0, 7))).isEqualTo(7);
  }

  private AvroRowDecoder latest() {
    return new AvroRowDecoder(
        layout, there::of, ReaderSchemas.latest(counted(), writer -> SUBJECT));
  }

  private AvroRowDecoder pinned(int version) {
    return new AvroRowDecoder(
        layout, there::of, ReaderSchemas.pinned(counted(), writer -> SUBJECT, version));
  }

  private SchemaRegistry counted() {
    return (SchemaRegistry)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SchemaRegistry.class},
            (proxy, method, arguments) -> {
              if (away) {
                throw SchemaRegistryException.answered("here", 503, 503, "away");
              }
              asked++;
              return method.invoke(there, arguments);
            });
  }

  /** Returns what the row has for c. */
  private double decode(AvroRowDecoder decoder, int id, GenericRecord record)
      throws BadRecordException {
    decoder.decode(framed(id, record), row);
    return row.number(1);
  }

  private static Schema withDefault(String name, int value) {
    return AvroBytes.schema(
        ("{'type':'record','name':'R','fields':[{'name':'x','type':'int'},"
                + "{'name':'%s','type':'int','default':%d}]}")
            .formatted(name, value));
  }
}
