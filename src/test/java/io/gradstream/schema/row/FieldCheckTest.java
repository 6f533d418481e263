package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.record;
import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.row.FieldCheck.Use;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldCheckTest {

  private static FieldCheck number(String path, Schema schema) {
    return only(RowLayout.of(List.of(path), List.of(), LabelRule.binary("y")), schema, schema);
  }

  private static FieldCheck only(RowLayout layout, Schema writer, Schema reader) {
    return FieldCheck.of(layout, 7, writer, reader).get(0);
  }

  @Test
  void aFieldThatCanBeUsedHasItsTypeAndNoProblem() {
    assertThat(number("x", record("x:double")))
        .isEqualTo(
            new FieldCheck("x", Use.NUMBER, Optional.of("double"), false, List.of(), List.of()));
    assertThat(number("x", record("x:['null','int']")))
        .isEqualTo(
            new FieldCheck(
                "x", Use.NUMBER, Optional.of("[null, int]"), true, List.of(), List.of()));
  }

  @Test
  void aMissingFieldGetsTheNearestName() {
    FieldCheck check = number("distanz", record("distance:double", "y:int"));

    assertThat(check.isMissing()).isTrue();
    assertThat(check.problems()).containsExactly("schema 7: no field distanz (nearest: distance)");
  }

  @Test
  void anUnusableTypeIsNamedWithThoseThatCanBeUsed() {
    FieldCheck check = number("x", record("x:string"));

    assertThat(check.type()).contains("string");
    assertThat(check.problems())
        .containsExactly(
            "field x is of type string in schema 7; a number must be int, long, float, double,"
                + " decimal or boolean");
  }

  @Test
  void oneUnusableBranchOfAUnionIsAProblem() {
    FieldCheck check = number("x", record("x:['null','int','string']"));

    assertThat(check.nullable()).isTrue();
    assertThat(check.problems()).singleElement().asString().contains("field x is of type string");
  }

  @Test
  void anItemThatIsNoCategoryIsAProblemOfItsArray() {
    Schema schema = record("l:{'type':'array','items':['null',{'type':'map','values':'int'}]}");
    RowLayout layout =
        RowLayout.of(List.of(), List.of(), List.of(), List.of("l"), LabelRule.binary("y"));

    assertThat(FieldCheck.of(layout, 7, schema, schema).get(0).problems())
        .containsExactly(
            "field l is of type map in schema 7; a category must not be a record, array or map");
  }

  @Test
  void aMissingLabelSaysWhatBecomesOfTheRecords() {
    List<String> x = List.of("x");
    RowLayout layout = RowLayout.of(x, x, x, List.of("l"), LabelRule.binary("lable"));
    Schema schema = record("x:int", "l:{'type':'array','items':'string'}", "label:int");
    List<FieldCheck> checks = FieldCheck.of(layout, 7, schema, schema);

    assertThat(checks).extracting(FieldCheck::use).containsExactly(Use.values());
    assertThat(checks.get(4).problems())
        .containsExactly(
            "schema 7: no field lable (nearest: label): nothing is learned from its records");
    assertThat(checks.subList(0, 4)).allMatch(check -> check.problems().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'int' | int",
        "'boolean' | boolean",
        "{'type':'long','logicalType':'timestamp-millis'} | long",
        "{'type':'bytes','logicalType':'decimal','precision':9,'scale':2} | decimal(9, 2)",
      })
  void whatThePlanReadsAsANumberIsFine(String type, String shown) {
    FieldCheck check = number("x", record("x:" + type));

    assertThat(check.type()).contains(shown);
    assertThat(check.problems()).isEmpty();
  }

  @Test
  void aDottedPathIsFollowedAndNullWhereARecordAroundItIs() {
    Schema inner = record("deep:int");
    Schema outer =
        schema(
            "{'type':'record','name':'Outer','fields':[{'name':'a','type':['null',%s]}]}"
                .formatted(inner));

    assertThat(number("a.deep", outer))
        .isEqualTo(
            new FieldCheck("a.deep", Use.NUMBER, Optional.of("int"), true, List.of(), List.of()));
    assertThat(number("a.dep", outer).problems())
        .containsExactly("schema 7: no field a.dep (nearest: a.deep)");
    assertThat(number("a", outer).problems()).singleElement().asString().contains("record R");
  }

  @Test
  void defaultsAndAliasesOfTheReaderCount() {
    Schema writer = record("old:int");
    Schema reader =
        schema(
            """
            {'type':'record','name':'R','fields':[
              {'name':'new','type':'long','aliases':['old']},
              {'name':'added','type':['null','double'],'default':null},
              {'name':'bare','type':'int'}]}
            """);
    RowLayout layout =
        RowLayout.of(List.of("new", "old", "added", "bare"), List.of(), LabelRule.binary("new"));

    List<FieldCheck> checks = FieldCheck.of(layout, 7, writer, reader);

    assertThat(checks.get(0).type()).contains("long");
    assertThat(checks.get(1).type()).contains("long");
    assertThat(checks.get(2).type()).contains("[null, double]");
    assertThat(checks.get(2).nullable()).isTrue();
    assertThat(checks.subList(0, 3)).allMatch(check -> check.problems().isEmpty());
    assertThat(checks.get(3).problems()).isNotEmpty();
  }

  @Test
  void aLabelWhoseDefaultIsNoValueIsSaidToRefuseItsRecords() {
    Schema reader =
        new Schema.Parser()
            .setValidateDefaults(false)
            .parse(
                """
                {"type": "record", "name": "R", "fields": [
                  {"name": "y", "type": "int", "default": "none"}]}
                """);
    RowLayout layout = RowLayout.of(List.of(), List.of(), LabelRule.binary("y"));

    assertThat(only(layout, record("x:int"), reader).problems())
        .containsExactly(
            "field y is not in schema 7, and the reader's default for it is not of its type");
  }

  @Test
  void aReaderOfAnotherRecordIsPassedOver() {
    Schema reader = schema("{'type':'record','name':'Other','fields':[]}");
    RowLayout layout = RowLayout.of(List.of("x"), List.of(), LabelRule.binary("x"));

    assertThat(only(layout, record("x:int"), reader).problems()).isEmpty();
  }

  @Test
  void aSchemaThatIsNoRecordHasNoFields() {
    assertThat(number("x", Schema.create(Schema.Type.STRING)).problems())
        .containsExactly("schema 7: no field x, nor any other");
  }
}
