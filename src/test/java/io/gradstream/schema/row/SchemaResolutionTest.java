package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.framed;
import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of Avro's schema resolution, on its own. */
class SchemaResolutionTest {

  private static final RowLayout LAYOUT =
      RowLayout.of(List.of("x"), List.of("c"), LabelRule.binary("y"));
  private static final String MOVED = "{'name':'%s','type':'double','aliases':['%s']}";

  @Test
  void fieldsAreFoundByNameWhateverTheirOrder() throws Exception {
    Row row = row(record("c:string", "z:long", "x:int"), record("x:int", "c:string"), "AA", 7L, 3);

    assertThat(row.number(0)).isEqualTo(3);
    assertThat(category(row)).isEqualTo("AA");
  }

  @Test
  void aRecordOfAnOlderSchemaGetsTheDefaults() throws Exception {
    Schema reader =
        fields(
            "{'name':'x','type':['double','null'],'default':2.5}",
            "{'name':'c','type':{'type':'enum','name':'E','symbols':['A','B']},'default':'B'}",
            "{'name':'y','type':'boolean','default':true}");

    Row row = row(record("other:int"), reader, 1);

    assertThat(row.number(0)).isEqualTo(2.5);
    assertThat(category(row)).isEqualTo("B");
    assertThat(row.label()).isEqualTo(1);
  }

  @Test
  void aDefaultOfNullIsAMissingValue() throws Exception {
    Schema reader =
        fields(
            "{'name':'x','type':['null','double'],'default':null}", "{'name':'c','type':'string'}");

    Row row = row(record("c:string"), reader, "AA");

    assertThat(row.number(0)).isNaN();
    assertThat(category(row)).isEqualTo("AA");
  }

  @Test
  void aPathEntersTheDefaultOfAWholeRecord() throws Exception {
    Schema reader =
        fields(
            "{'name':'at','type':{'type':'record','name':'At','fields':["
                + "{'name':'x','type':'int'},{'name':'c','type':'string','default':'JFK'}]},"
                + "'default':{'x':4}}");
    RowLayout layout = RowLayout.of(List.of("at.x"), List.of("at.c"), LabelRule.binary("y"));

    Row row = row(layout, record("other:int"), reader, 1);

    assertThat(row.number(0)).isEqualTo(4);
    assertThat(category(row)).isEqualTo("JFK");
  }

  @Test
  void whatFollowsADefaultIsReadFromTheRecordAgain() throws Exception {
    Schema writer =
        record("in:{'type':'record','name':'In','fields':[{'name':'z','type':'int'}]}", "c:string");
    Schema reader =
        record(
            "in:{'type':'record','name':'In','fields':[{'name':'x','type':'int','default':9}]}",
            "c:string");
    RowLayout layout = RowLayout.of(List.of("in.x"), List.of("c"), LabelRule.binary("y"));

    Row row = row(layout, writer, reader, datum(writer.getField("in").schema(), 1), "AA");

    assertThat(row.number(0)).isEqualTo(9);
    assertThat(category(row)).isEqualTo("AA");
  }

  @Test
  void aFieldThatTheWriterLacksAndThatHasNoDefaultIsMissing() {
    assertRefused(
        Reason.FIELD_MISSING, "no field x", record("c:string"), record("x:int", "c:string"), "AA");
  }

  @Test
  void aFieldThatOnlyTheWriterHasIsReadAsWritten() throws Exception {
    Row row = row(record("x:int", "c:string"), record("c:string"), 3, "AA");

    assertThat(row.number(0)).isEqualTo(3);
  }

  @Test
  void aRenamedFieldIsFoundByTheReadersAliasUnderItsNewNameAndItsOldOne() throws Exception {
    Schema writer = record("x:int", "c:string");
    Schema reader = fields(MOVED.formatted("distance", "x"), "{'name':'c','type':'string'}");
    RowLayout renamed = RowLayout.of(List.of("x", "distance"), List.of("c"), LabelRule.binary("y"));

    Row before = row(renamed, writer, reader, 3, "AA");
    Row after = row(renamed, reader, reader, 4.0, "AA");

    assertThat(before.number(0)).isEqualTo(3);
    assertThat(before.number(1)).isEqualTo(3);
    assertThat(after.number(0)).isEqualTo(4);
    assertThat(after.number(1)).isEqualTo(4);
  }

  @Test
  void aNameComesBeforeAnAlias() throws Exception {
    Schema reader = fields(MOVED.formatted("x", "old"), "{'name':'c','type':'string'}");

    Row row = row(record("old:double", "x:double", "c:string"), reader, 1.0, 2.0, "AA");

    assertThat(row.number(0)).isEqualTo(2);
  }

  @Test
  void aRenamedRecordIsFoundByItsAlias() throws Exception {
    Schema reader =
        schema(
            "{'type':'record','name':'New','aliases':['R'],'fields':["
                + "{'name':'x','type':'int','aliases':['old']},{'name':'c','type':'string'}]}");

    assertThat(row(record("old:int", "c:string"), reader, 3, "AA").number(0)).isEqualTo(3);
  }

  @Test
  void aRecordOfAnotherNameIsReadAsWritten() throws Exception {
    Schema reader =
        schema(
            "{'type':'record','name':'Other','fields':["
                + "{'name':'x','type':'string'},{'name':'c','type':'int'}]}");

    assertThat(row(record("x:int", "c:string"), reader, 3, "AA").number(0)).isEqualTo(3);
  }

  @Test
  void aLongThatTheReaderKnowsAsAFloatIsThatFloatAsNumberAndAsText() throws Exception {
    Row row =
        row(record("x:long", "c:long"), record("x:float", "c:float"), 16_777_217L, 16_777_217L);

    assertThat(row.number(0)).isEqualTo(16_777_216);
    assertThat(category(row)).isEqualTo("16777216");
  }

  @Test
  void aLongBeyondADoublesDigitsHasTheDoublesText() throws Exception {
    Row row = row(record("x:long", "c:long"), record("x:double", "c:double"), 1L, Long.MAX_VALUE);

    assertThat(category(row)).isEqualTo("9.223372036854776E18");
  }

  @ParameterizedTest
  @CsvSource({"int,long", "int,float", "int,double"})
  void anIntKeepsItsCategoryWhenItIsPromoted(String from, String to) throws Exception {
    Row row = row(record("x:" + from, "c:" + from), record("x:" + to, "c:" + to), 7, 7);

    assertThat(row.number(0)).isEqualTo(7);
    assertThat(category(row)).isEqualTo("7");
  }

  @Test
  void stringsAndBytesAreOneAnother() throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap("AA".getBytes(UTF_8));

    assertThat(category(row(record("x:int", "c:string"), record("x:int", "c:bytes"), 1, "AA")))
        .isEqualTo("AA");
    assertThat(category(row(record("x:int", "c:bytes"), record("x:int", "c:string"), 1, bytes)))
        .isEqualTo("AA");
  }

  @Test
  void aSymbolThatTheReaderDoesNotKnowIsItsDefaultOrRefused() throws Exception {
    Schema writer = record("x:int", "c:{'type':'enum','name':'E','symbols':['A','NEW']}");
    Schema withDefault =
        record("x:int", "c:{'type':'enum','name':'E','symbols':['B','A'],'default':'B'}");
    Schema without = record("x:int", "c:{'type':'enum','name':'E','symbols':['B','A']}");
    GenericData.EnumSymbol fresh = new GenericData.EnumSymbol(writer.getField("c").schema(), "NEW");
    GenericData.EnumSymbol known = new GenericData.EnumSymbol(writer.getField("c").schema(), "A");

    assertThat(category(row(writer, withDefault, 1, fresh))).isEqualTo("B");
    assertThat(category(row(writer, without, 1, known))).isEqualTo("A");
    assertRefused(Reason.FIELD_TYPE, "field c is NEW", writer, without, 1, fresh);
  }

  @Test
  void anEnumOfAnotherNameDoesNotResolve() {
    Schema writer = record("x:int", "c:{'type':'enum','name':'E','symbols':['A']}");
    Schema reader = record("x:int", "c:{'type':'enum','name':'F','symbols':['A']}");
    GenericData.EnumSymbol a = new GenericData.EnumSymbol(writer.getField("c").schema(), "A");

    assertRefused(
        Reason.FIELD_TYPE,
        "field c is of type enum E in schema 1, which cannot be read as the reader's enum F",
        writer,
        reader,
        1,
        a);
  }

  @Test
  void aValueIsReadAsTheFirstBranchThatFits() throws Exception {
    Schema reader = record("x:['null','float','double']", "c:string");

    Row row = row(record("x:long", "c:string"), reader, 16_777_217L, "AA");

    assertThat(row.number(0)).isEqualTo(16_777_216);
  }

  @Test
  void aNullThatTheReaderDoesNotAllowIsRefused() throws Exception {
    Schema writer = record("x:['null','int']", "c:string");
    Schema reader = record("x:double", "c:string");

    assertThat(row(writer, reader, 3, "AA").number(0)).isEqualTo(3);
    assertRefused(
        Reason.FIELD_TYPE,
        "field x is of type null in schema 1, which cannot be read as the reader's double",
        writer,
        reader,
        null,
        "AA");
  }

  @Test
  void aTypeThatDoesNotResolveIsRefusedOnlyWhereItIsRead() throws Exception {
    Schema writer = record("x:int", "c:string", "z:string");

    assertThat(row(writer, record("x:int", "c:string", "z:int"), 3, "AA", "z").number(0))
        .isEqualTo(3);
    assertRefused(
        Reason.FIELD_TYPE,
        "field x is of type int in schema 1, which cannot be read as the reader's string",
        writer,
        record("x:string", "c:string"),
        3,
        "AA",
        "z");
  }

  @Test
  void aFieldWithinANullableRecordResolvesToo() throws Exception {
    String at = "at:['null',{'type':'record','name':'At','fields':[%s]}]";
    Schema writer = record(at.formatted("{'name':'g','type':'int'}"), "c:string");
    Schema reader =
        record(
            at.formatted(
                "{'name':'speed','type':'double','aliases':['g']},"
                    + "{'name':'gust','type':'double','default':1.5}"),
            "c:string");
    RowLayout layout =
        RowLayout.of(List.of("at.speed", "at.gust", "at.g"), List.of("c"), LabelRule.binary("y"));
    Schema written = writer.getField("at").schema().getTypes().get(1);

    Row row = row(layout, writer, reader, datum(written, 3), "AA");
    Row none = row(layout, writer, reader, null, "AA");

    assertThat(row.number(0)).isEqualTo(3);
    assertThat(row.number(1)).isEqualTo(1.5);
    assertThat(row.number(2)).isEqualTo(3);
    assertThat(none.number(0)).isNaN();
    assertThat(none.number(1)).isNaN();
  }

  private static Schema fields(String... fields) {
    return schema("{'type':'record','name':'R','fields':[%s]}".formatted(String.join(",", fields)));
  }

  private static Row row(Schema writer, Schema reader, Object... values) throws BadRecordException {
    return row(LAYOUT, writer, reader, values);
  }

  private static Row row(RowLayout layout, Schema writer, Schema reader, Object... values)
      throws BadRecordException {
    Row row = new Row(layout);
    new AvroRowDecoder(layout, id -> writer, AvroBytes.readAs(reader))
        .decode(framed(1, datum(writer, values)), row);
    return row;
  }

  private static void assertRefused(
      Reason reason, String message, Schema writer, Schema reader, Object... values) {
    BadRecordException thrown =
        catchThrowableOfType(BadRecordException.class, () -> row(LAYOUT, writer, reader, values));
    assertThat(thrown).isNotNull().hasMessageContaining(message);
    assertThat(thrown.reason()).isEqualTo(reason);
  }

  private static String category(Row row) {
    return new String(row.categoryText(0, 64), UTF_8);
  }
}
