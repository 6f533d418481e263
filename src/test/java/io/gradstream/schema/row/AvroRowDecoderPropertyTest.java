package io.gradstream.schema.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Bag;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.WireFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The decoder against Avro's own reader, and against bytes that nobody wrote. */
class AvroRowDecoderPropertyTest {

  private static final int SCHEMA_ID = 3;
  private static final int DEEPEST_PATH = 3;
  private static final String MISSING_BAG = "no bag";
  private static final List<Object> EMPTY_BAG = List.of(0);

  @Property
  void aRowIsWhatAvrosOwnReaderSees(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    RandomAvro avro = new RandomAvro(random);
    Schema schema = avro.record();
    RowLayout layout = layout(schema, random);
    AvroRowDecoder decoder = new AvroRowDecoder(layout, id -> schema);
    Row row = new Row(layout);

    for (int i = 0; i < 4; i++) {
      byte[] value = AvroBytes.framed(SCHEMA_ID, avro.datum(schema), random.nextBoolean());
      List<Object> expected = outcome(() -> new ReferenceDecoder(layout).decode(schema, value));
      List<Object> actual = outcome(() -> decoded(decoder, value, row));
      assertThat(agree(actual, expected))
          .as("%s%nof %s%nis %s, for Avro %s", layout, schema, actual, expected)
          .isTrue();
    }
  }

  @Property
  void aResolvedRowIsWhatAvrosOwnReaderSees(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    RandomAvro avro = new RandomAvro(random);
    Schema writer = avro.record();
    Schema reader = new RandomEvolution(random, avro).record(writer);
    RowLayout layout = layout(random.nextBoolean() ? writer : reader, random);
    AvroRowDecoder decoder = new AvroRowDecoder(layout, id -> writer, AvroBytes.readAs(reader));

    for (int i = 0; i < 4; i++) {
      byte[] value = AvroBytes.framed(SCHEMA_ID, avro.datum(writer), random.nextBoolean());
      List<Object> expected =
          outcome(() -> new ReferenceDecoder(layout).decode(writer, reader, value));
      List<Object> actual = outcome(() -> decoded(decoder, value, new Row(layout)));
      assertThat(agree(actual, expected))
          .as("%s%nof %s%nas %s%nis %s, for Avro %s", layout, writer, reader, actual, expected)
          .isTrue();
    }
  }

  /**
   * Two refusals agree; a path that no record can have is refused where Avro finds nothing, and
   * what an array must not hold also where it is empty.
   */
  private static boolean agree(List<Object> actual, List<Object> expected) {
    boolean bothRefused = actual.get(0) instanceof Reason && expected.get(0) instanceof Reason;
    boolean missing =
        expected.contains(Double.NaN)
            || expected.contains(Row.MISSING)
            || expected.contains(Row.NO_INSTANT)
            || expected.contains(List.of(MISSING_BAG));
    boolean empty = expected.contains(EMPTY_BAG) && actual.contains(Reason.FIELD_TYPE);
    return expected.contains(ReferenceDecoder.UNSURE)
        || empty
        || actual.equals(expected)
        || bothRefused
        || missing && actual.contains(Reason.FIELD_MISSING);
  }

  @Property
  void brokenBytesAreBadRecordsAndNothingWorse(@ForAll long seed) {
    Random random = new Random(seed);
    RandomAvro avro = new RandomAvro(random);
    Schema schema = avro.record();
    Schema reader =
        random.nextBoolean() ? schema : new RandomEvolution(random, avro).record(schema);
    RowLayout layout = layout(random.nextBoolean() ? schema : reader, random);
    AvroRowDecoder decoder = new AvroRowDecoder(layout, id -> schema, AvroBytes.readAs(reader));
    byte[] value = AvroBytes.framed(SCHEMA_ID, avro.datum(schema), random.nextBoolean());

    for (int i = 0; i < 10; i++) {
      outcome(() -> decoded(decoder, broken(value, random), new Row(layout)));
    }
  }

  @Property
  void aRecordThatIsCutAnywhereIsMalformed(@ForAll long seed) {
    Random random = new Random(seed);
    RandomAvro avro = new RandomAvro(random);
    Schema schema = avro.record();
    RowLayout layout = RowLayout.of(List.of(), List.of(), LabelRule.binary("none"));
    AvroRowDecoder decoder = new AvroRowDecoder(layout, id -> schema);
    byte[] value = AvroBytes.framed(SCHEMA_ID, avro.datum(schema), random.nextBoolean());

    for (int length = WireFormat.HEADER_LENGTH; length < value.length; length++) {
      byte[] cut = Arrays.copyOf(value, length);
      assertThat(outcome(() -> decoded(decoder, cut, new Row(layout)))).contains(Reason.MALFORMED);
    }
  }

  interface Decoding {
    Row decode() throws Exception;
  }

  private static Row decoded(AvroRowDecoder decoder, byte[] value, Row row)
      throws BadRecordException {
    decoder.decode(value, row);
    return row;
  }

  /** Returns everything a row holds, or why there is none. */
  static List<Object> outcome(Decoding decoding) {
    try {
      return contents(decoding.decode());
    } catch (BadRecordException e) {
      return List.of(e.reason(), e.getMessage());
    } catch (Exception e) {
      throw new AssertionError("only bad records may be rejected", e);
    }
  }

  private static List<Object> contents(Row row) {
    List<Object> contents = new ArrayList<>();
    for (int slot = 0; slot < row.layout().numbers().size(); slot++) {
      contents.add(row.number(slot));
    }
    for (int slot = 0; slot < row.layout().categories().size(); slot++) {
      boolean missing = row.category(slot) == Row.MISSING;
      contents.add(row.category(slot));
      contents.add(missing ? "" : Arrays.toString(row.categoryText(slot, Integer.MAX_VALUE)));
    }
    for (int slot = 0; slot < row.layout().instants().size(); slot++) {
      contents.add(row.instant(slot));
    }
    for (int slot = 0; slot < row.layout().bags().size(); slot++) {
      contents.add(contents(row.bag(slot)));
    }
    contents.add(row.label());
    return contents;
  }

  private static List<Object> contents(Bag bag) {
    List<Object> contents = new ArrayList<>();
    contents.add(bag.isMissing() ? MISSING_BAG : bag.size());
    for (int i = 0; i < bag.size(); i++) {
      contents.add(bag.hash(i));
      contents.add(Arrays.toString(bag.text(i, Integer.MAX_VALUE)));
    }
    return contents;
  }

  /** Mostly fields that can be what they are to be, or every record would be rejected. */
  static RowLayout layout(Schema schema, Random random) {
    List<String> numbers = new ArrayList<>();
    List<String> categories = new ArrayList<>();
    List<String> instants = new ArrayList<>();
    List<String> bags = new ArrayList<>();
    collect(schema, "", DEEPEST_PATH, random, numbers, categories, instants, bags);
    Optional<String> positive = random.nextBoolean() ? Optional.of("true") : Optional.empty();
    return RowLayout.of(
        numbers, categories, instants, bags, LabelRule.binary("f" + random.nextInt(12), positive));
  }

  private static void collect(
      Schema schema,
      String prefix,
      int levels,
      Random random,
      List<String> numbers,
      List<String> categories,
      List<String> instants,
      List<String> bags) {
    if (schema.isUnion()) {
      for (Schema branch : schema.getTypes()) {
        collect(branch, prefix, levels, random, numbers, categories, instants, bags);
      }
    } else if (schema.getType() == Schema.Type.RECORD && levels > 0) {
      for (Schema.Field field : schema.getFields()) {
        String path = prefix + field.name();
        if (random.nextInt(5) < (canBeNumber(field.schema()) ? 2 : 0)) {
          numbers.add(path);
        }
        if (random.nextInt(5) < (canBeCategory(field.schema()) ? 2 : 0)) {
          categories.add(path);
        }
        if (random.nextInt(20) < (canBeInstant(field.schema()) ? 3 : 0)) {
          instants.add(path);
        }
        if (random.nextInt(5) < (canBeBag(field.schema()) ? 3 : 0)) {
          bags.add(path);
        }
        collect(
            field.schema(), path + ".", levels - 1, random, numbers, categories, instants, bags);
      }
    }
  }

  private static boolean canBeNumber(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().anyMatch(branch -> canBeNumber(branch));
      case NULL, BOOLEAN, INT, LONG, FLOAT, DOUBLE -> true;
      case BYTES, FIXED -> schema.getLogicalType() instanceof LogicalTypes.Decimal;
      default -> false;
    };
  }

  private static boolean canBeInstant(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().anyMatch(branch -> canBeInstant(branch));
      case INT, LONG, FLOAT, DOUBLE, STRING -> true;
      default -> false;
    };
  }

  private static boolean canBeBag(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().anyMatch(branch -> canBeBag(branch));
      case ARRAY -> true;
      default -> false;
    };
  }

  private static boolean canBeCategory(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().anyMatch(branch -> canBeCategory(branch));
      case RECORD, ARRAY, MAP -> false;
      default -> true;
    };
  }

  private static byte[] broken(byte[] value, Random random) {
    byte[] broken = Arrays.copyOf(value, value.length + random.nextInt(3));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && broken.length > WireFormat.HEADER_LENGTH; i++) {
      int at = WireFormat.HEADER_LENGTH + random.nextInt(broken.length - WireFormat.HEADER_LENGTH);
      broken[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
    }
    return random.nextInt(4) == 0 ? randomBody(random) : broken;
  }

  private static byte[] randomBody(Random random) {
    byte[] value = new byte[WireFormat.HEADER_LENGTH + random.nextInt(200)];
    random.nextBytes(value);
    value[0] = WireFormat.MAGIC;
    return value;
  }
}
