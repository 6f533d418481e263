package io.gradstream.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {

  @TempDir Path directory;

  @Test
  void rowsBecomeRecordsOfTheInferredTypes() throws IOException {
    Path path = write("carrier,distance,temp,late\nUA,1400,39.02,true\n AA ,1089,NA,false\n");

    List<GenericRecord> rows = Decoded.inferred(path);

    assertThat(rows.get(0))
        .hasToString("{\"carrier\": \"UA\", \"distance\": 1400, \"temp\": 39.02, \"late\": true}");
    assertThat(rows.get(1))
        .hasToString(
            "{\"carrier\": \" AA \", \"distance\": 1089, \"temp\": null, \"late\": false}");
  }

  @Test
  void cellsAreConvertedToTheSchemaGiven() throws IOException {
    Path path =
        write("i,l,f,d,b,s,e,time,day,n\n1, 2 ,1.5,2,TRUE,NA,UP,1970-01-02T00:00Z,1969-12-31,7\n");

    List<GenericRecord> rows =
        Decoded.by(
            path,
            """
            {"type": "record", "name": "row", "fields": [
              {"name": "n", "type": ["long", "null"]},
              {"name": "i", "type": "int"}, {"name": "l", "type": "long"},
              {"name": "f", "type": "float"}, {"name": "d", "type": "double"},
              {"name": "b", "type": "boolean"}, {"name": "s", "type": "string"},
              {"name": "e", "type": {"type": "enum", "name": "side", "symbols": ["DOWN", "UP"]}},
              {"name": "time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}}]}
            """);

    assertThat(rows)
        .singleElement()
        .hasToString(
            "{\"n\": 7, \"i\": 1, \"l\": 2, \"f\": 1.5, \"d\": 2.0, \"b\": true, \"s\": \"NA\","
                + " \"e\": \"UP\", \"time\": 86400000, \"day\": -1}");
  }

  @Test
  void aTimestampInMicrosecondsIsReadFromATime() throws IOException {
    Path path = write("time\n1970-01-01T00:00:01\n");
    String schema = field("time", "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}");

    assertThat(Decoded.by(path, schema).get(0).get("time")).isEqualTo(1_000_000L);
  }

  @Test
  void fieldsWithoutAColumnHaveTheirDefaultAndOtherColumnsAreLeftOut() throws IOException {
    Path path = write("a,b\n1,2\n");
    String schema =
        """
        {"type": "record", "name": "row", "fields": [
          {"name": "b", "type": "long"},
          {"name": "tags", "type": {"type": "array", "items": "string"}, "default": ["x"]}]}
        """;

    assertThat(Decoded.by(path, schema).get(0)).hasToString("{\"b\": 2, \"tags\": [\"x\"]}");
  }

  @Test
  void aFieldWithNeitherColumnNorDefaultIsRefused() throws IOException {
    Path path = write("a,b\n1,2\n");

    assertThatThrownBy(() -> Decoded.by(path, field("c", "\"long\"")))
        .isInstanceOf(CsvException.class)
        .hasMessage(path + " has no column 'c'; it has: a, b");
  }

  @Test
  void aTypeThatNoCellCanHaveIsRefused() throws IOException {
    Path path = write("a\n1\n");

    assertThatThrownBy(() -> Decoded.by(path, field("a", "[\"null\", \"long\", \"string\"]")))
        .isInstanceOf(CsvException.class)
        .hasMessage(
            "schema field 'a': a cell cannot be of type union; use boolean, int, long, float,"
                + " double, string, enum, or a union of null and one of these");
    assertThatThrownBy(() -> Decoded.by(path, "\"long\""))
        .isInstanceOf(CsvException.class)
        .hasMessage("the schema must be a record, was long");
  }

  @Test
  void aLateSurpriseWidensTheType() throws IOException {
    Path number = write("a,x\n" + "k,1\n".repeat(150_000) + "k,2.5\n");
    assertThat(Decoded.inferred(number).get(150_000).get("x")).isEqualTo(2.5);

    Path empty = write("a,x\n" + "k,1\n".repeat(150_000) + "NA,1\n");
    assertThat(Decoded.inferred(empty).get(150_000).get("a")).isNull();
  }

  @Test
  void aRowWithTooFewOrTooManyCellsCostsALine() throws IOException {
    Path path = write("a,x\nk,1\nk\nk,2\nk,3,4\nk,5\n");
    try (CsvRecords records = CsvRecords.open(path, "row")) {
      int rows = 0;
      while (records.next()) {
        rows++;
      }
      assertThat(rows).isEqualTo(3);
      assertThat(records.skipped()).isEqualTo(2);
      assertThat(records.firstProblem())
          .contains(path + ":3: 1 cells, but the header names 2 columns");
    }
  }

  @Test
  void aTextWhereANumberIsWantedCostsALine() throws IOException {
    Path path = write("a,x\nk,1\nk,12kg\nk,2\n");
    try (CsvRecords records = CsvRecords.open(path, "row", Set.of("x"))) {
      assertThat(records.next() && records.next()).isTrue();
      assertThat(records.cell(1)).contains("2");
      assertThat(records.skipped()).isEqualTo(1);
      assertThat(records.firstProblem())
          .contains(
              path
                  + ":3: column 'x' has '12kg', which is not a whole number (long, inferred from"
                  + " the rows)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "NaN",
        "nan",
        "null",
        "NULL",
        "None",
        "N/A",
        "n/a",
        "-",
        "\\N",
        "   ",
        "",
        "NA",
        "#N/A",
        "Infinity",
        "-inf",
        "."
      })
  void whatSaysThatThereIsNoNumberIsMissingAmongNumbers(String cell) throws IOException {
    Path path = write("a,x\nk,1\nk," + cell + "\nk,2\n");
    assertThat(Decoded.inferred(path))
        .extracting(row -> row.get("x"))
        .containsExactly(1L, null, 2L);
    try (CsvRecords records = CsvRecords.open(path, "row")) {
      assertThat(records.next() && records.next()).isTrue();
      assertThat(records.cell(1)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NA", "N/A", "NaN", "null", "None", "?", "-", "\\N", "   ", "", " - ", "None "})
  void whatSaysThatThereIsNothingIsMissingAmongTexts(String cell) throws IOException {
    Path path = write("a,x\nempty,1\n" + cell + ",2\nfull,3\n");
    assertThat(Decoded.inferred(path))
        .extracting(row -> Objects.toString(row.get("a"), null))
        .containsExactly("empty", null, "full");
  }

  @Test
  void plusAndMinusAreAPairOfTexts() throws IOException {
    assertThat(Decoded.inferred(write("a,x\n+,1\n-,2\n-,3\n")))
        .extracting(row -> String.valueOf(row.get("a")))
        .containsExactly("+", "-", "-");
    assertThat(Decoded.inferred(write("a,x\nplus,1\n-,2\n+,3\n")))
        .extracting(row -> Objects.toString(row.get("a"), null))
        .containsExactly("plus", null, "+");
    assertThat(Decoded.inferred(write("a,x\n-,1\n-,2\n")))
        .extracting(row -> row.get("a"))
        .containsExactly(null, null);
  }

  @Test
  void whereAFieldCannotBeNullOrNamesThemTheyAreTexts() throws IOException {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "r", "fields": [
                  {"name": "a", "type": "string"},
                  {"name": "e", "type": ["null", {"type": "enum", "name": "E", "symbols": ["None", "Some"]}]}
                ]}
                """);
    try (CsvRecords records = CsvRecords.open(write("a,e\n-,None\nNone,-\n"), schema)) {
      assertThat(records.next()).isTrue();
      assertThat(records.cell(0)).contains("-");
      assertThat(records.cell(1)).contains("None");
      assertThat(records.next()).isTrue();
      assertThat(records.cell(0)).contains("None");
      assertThat(records.cell(1)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "nil", "--", ".", "missing", "-1", "None of them"})
  void otherTextsAreTexts(String cell) throws IOException {
    Path path = write("a,x\nempty,1\n" + cell + ",2\nfull,3\n");
    assertThat(Decoded.inferred(path))
        .extracting(row -> String.valueOf(row.get("a")))
        .containsExactly("empty", cell, "full");
  }

  @Test
  void aByteOrderMarkMayStandBeforeAQuote() throws IOException {
    Path path = write("\uFEFF\"Age, years\",\"y\"\n\"31\",\"1\"\n\"28\",\"0\"\n");
    assertThat(Decoded.inferred(path))
        .extracting(row -> row.get("Age__years"))
        .containsExactly(31L, 28L);
  }

  @Test
  void aCellThatDoesNotFitTheSchemaGivenSaysWhere() throws IOException {
    String side = "{\"type\": \"enum\", \"name\": \"side\", \"symbols\": [\"DOWN\", \"UP\"]}";

    assertRefused("12f", "\"double\"", "has '12f', which is not a number (double in the schema)");
    assertRefused("yes", "\"boolean\"", "has 'yes', which is not true or false (boolean in the");
    assertRefused("3000000000", "\"int\"", "which is not a whole number of 32 bits (int in the");
    assertRefused("left", side, "has 'left', which is none of DOWN, UP (enum in the schema)");
    assertRefused("", "\"long\"", "is missing, but the field cannot be null (long in the schema)");
  }

  @Test
  void readingGoesOnAfterARefusedRow() throws IOException {
    Path path = write("a,x\nsomething,one\nelse,2\n");
    String schema =
        """
        {"type": "record", "name": "row", "fields": [
          {"name": "a", "type": "string"}, {"name": "x", "type": "long"}]}
        """;

    try (CsvRecords records = CsvRecords.open(path, new Schema.Parser().parse(schema))) {
      assertThat(records.next()).isTrue();
      assertThat(records.firstProblem().orElse("")).contains("rows.csv:2: column 'x'");
      assertThat(records.value()).containsExactly(8, 'e', 'l', 's', 'e', 4);
    }
  }

  @Test
  void keysAndTimesAreReadFromTheCells() throws IOException {
    Path path = write("id,when\nA1,2013-01-01T05:15\nNA,soon\n");

    try (CsvRecords records = CsvRecords.open(path, "row")) {
      int id = records.column("id");
      int when = records.column("when");
      records.next();
      assertThat(records.cell(id)).contains("A1");
      assertThat(records.millis(when)).isEqualTo(1_357_017_300_000L);
      records.next();
      assertThat(records.line()).isEqualTo(3);
      assertThat(records.cell(id)).isEmpty();
      assertThatThrownBy(() -> records.millis(when))
          .isInstanceOf(CsvException.class)
          .hasMessageStartingWith(path + ":3: column 'when' has 'soon', which is not a time such");
    }
  }

  @Test
  void bytesCanBeWrittenBehindAHeader() throws IOException {
    Path path = write("x\n1\n");

    try (CsvRecords records = CsvRecords.open(path, "row")) {
      records.next();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(0);
      records.writeTo(out);
      assertThat(out.toByteArray()).containsExactly(0, 2);
      assertThat(records.value()).containsExactly(2);
    }
  }

  private void assertRefused(String cell, String type, String message) throws IOException {
    Path path = write("a,x\nk," + cell + "\n");

    assertThatThrownBy(() -> Decoded.by(path, field("x", type)))
        .isInstanceOf(CsvException.class)
        .hasMessageStartingWith(path + ":2: column 'x' ")
        .hasMessageContaining(message);
  }

  private static String field(String name, String type) {
    return "{\"type\": \"record\", \"name\": \"row\", \"fields\": [{\"name\": \"%s\", \"type\": %s}]}"
        .formatted(name, type);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("rows.csv"), text);
  }
}
