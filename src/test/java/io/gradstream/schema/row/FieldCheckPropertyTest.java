package io.gradstream.schema.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;

/** What the check says of a schema against what the decoder does with its records. */
class FieldCheckPropertyTest {

  private static final int SCHEMA_ID = 3;

  @Property
  void theDecoderRefusesARecordForItsSchemaOnlyIfTheCheckFoundAProblem(@ForAll long seed) {
    Random random = new Random(seed);
    RandomAvro avro = new RandomAvro(random);
    Schema writer = avro.record();
    Schema reader =
        random.nextBoolean() ? writer : new RandomEvolution(random, avro).record(writer);
    RowLayout layout = layout(random.nextBoolean() ? writer : reader, random);
    List<FieldCheck> checks = FieldCheck.of(layout, SCHEMA_ID, writer, reader);
    AvroRowDecoder decoder = new AvroRowDecoder(layout, id -> writer, AvroBytes.readAs(reader));

    for (int i = 0; i < 4; i++) {
      byte[] value = AvroBytes.framed(SCHEMA_ID, avro.datum(writer), false);
      Optional<BadRecordException> refusal = refusal(decoder, value, new Row(layout));
      refusal
          .filter(FieldCheckPropertyTest::isOfSchema)
          .ifPresent(bad -> assertThat(messages(checks)).contains(bad.getMessage().split("; ")[0]));
      if (checks.stream().anyMatch(FieldCheckPropertyTest::isMissingFeature)) {
        assertThat(refusal).map(BadRecordException::reason).contains(Reason.FIELD_MISSING);
      }
    }
  }

  private static boolean isMissingFeature(FieldCheck check) {
    return check.isMissing() && check.use() != FieldCheck.Use.LABEL;
  }

  private static String messages(List<FieldCheck> checks) {
    return checks.stream().flatMap(check -> check.problems().stream()).toList().toString();
  }

  /** A symbol that the reader does not know is in the record, not in the schema. */
  private static boolean isOfSchema(BadRecordException bad) {
    boolean fields = bad.reason() == Reason.FIELD_TYPE || bad.reason() == Reason.FIELD_MISSING;
    return fields && !bad.getMessage().contains(" in a record of schema ");
  }

  private static Optional<BadRecordException> refusal(
      AvroRowDecoder decoder, byte[] value, Row row) {
    try {
      decoder.decode(value, row);
      return Optional.empty();
    } catch (BadRecordException e) {
      return Optional.of(e);
    }
  }

  private static RowLayout layout(Schema schema, Random random) {
    List<String> names =
        new ArrayList<>(schema.getFields().stream().map(Schema.Field::name).toList());
    names.add("nowhere");
    return RowLayout.of(
        some(names, random),
        some(names, random),
        some(names, random),
        some(names, random),
        LabelRule.binary(names.get(random.nextInt(names.size()))));
  }

  private static List<String> some(List<String> names, Random random) {
    return names.stream().filter(name -> random.nextInt(4) == 0).toList();
  }
}
