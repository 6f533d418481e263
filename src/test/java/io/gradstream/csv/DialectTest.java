package io.gradstream.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people, spreadsheets and programs write them. */
class DialectTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void theDelimiterIsFoundFromTheFile(String delimiter) throws IOException {
    String text = "age,note,bought\n31,\"a,b;c|d\",1\n45,,0\n".replace(",", delimiter);

    assertThat(rows(text, CsvOptions.NONE))
        .containsExactly(
            List.of("31", "a,b;c|d".replace(",", delimiter), "1"), List.of("45", "", "0"));
  }

  @Test
  void commasWithinCellsDoNotHideASemicolon() throws IOException {
    assertThat(rows("name;price;y\nA, B;1,5;1\nC, D;2,5;0\n", CsvOptions.NONE))
        .containsExactly(List.of("A, B", "1.5", "1"), List.of("C, D", "2.5", "0"));
  }

  @Test
  void aDelimiterThatIsSaidCounts() throws IOException {
    assertThat(rows("a,b:c\n1,2:3\n", CsvOptions.NONE.withDelimiter(':')))
        .containsExactly(List.of("1.2", "3"));
  }

  @Test
  void aSpreadsheetMaySayItsSeparator() throws IOException {
    Path path = write("sep=;\na;b\n1;2\n3\n");
    try (CsvFile file = CsvFile.open(path)) {
      assertThat(file.columns()).containsExactly("a", "b");
      assertThat(file.next()).isTrue();
      assertThat(file.line()).isEqualTo(3);
      assertThatThrownBy(file::next).hasMessageContaining(":4: 1 cells");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18,37 1,5|double",
        "1.200,50 3|double",
        "-0,5 NA|double",
        "18,37 x|string",
        "1,2,3 4|string"
      })
  void numbersWithADecimalCommaAreNumbers(String cells, String type) throws IOException {
    String[] both = cells.split(" ");
    Schema schema = CsvSchema.infer(write("x;y\n%s;1\n%s;2\n".formatted(both[0], both[1])), "row");

    assertThat(schema.getField("x").schema().toString()).contains(type);
  }

  @Test
  void betweenCommasThousandsAreNotTakenForDecimalsUnlessItIsSaid() throws IOException {
    String text = "x,y\n\"1,814\",1\n\"2,500\",0\n";

    assertThat(rows(text, CsvOptions.NONE).get(0)).containsExactly("1,814", "1");
    assertThat(rows(text, CsvOptions.NONE.withDecimal(',')).get(0)).containsExactly("1.814", "1");
    assertThat(rows("x;y\n1,5;1\n", CsvOptions.NONE.withDecimal('.')).get(0))
        .containsExactly("1,5", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NA", "N/A", "NaN", "null", "?", "\\N", "   ", ""})
  void whatNoTextIsIsMissingAmongTextsToo(String cell) throws IOException {
    Path path = write("a,x\nred,1\n%s,2\n".formatted(cell));

    assertThat(Decoded.inferred(path).get(1).get("a")).isNull();
  }

  @Test
  void whatIsSaidToBeMissingIsAndNothingElse() throws IOException {
    Path path = write("a,x\nn.b.,1\nNA,n.b.\n,3\n");
    try (CsvRecords records =
        CsvRecords.open(path, CsvOptions.NONE.withMissing(List.of("n.b.")), "row", Set.of(), 10)) {
      records.next();
      assertThat(records.cell(0)).isEmpty();
      records.next();
      assertThat(records.cell(0)).contains("NA");
      assertThat(records.cell(1)).isEmpty();
      records.next();
      assertThat(records.cell(0)).isEmpty();
    }
  }

  @Test
  void wholeNumbersBeyond64BitsAreKeptAsTheyAreWritten() throws IOException {
    Path path = write("id\n12345678901234567890123\n12345678901234567890124\n");

    assertThat(Decoded.inferred(path))
        .extracting(row -> row.get("id").toString())
        .containsExactly("12345678901234567890123", "12345678901234567890124");
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsLine() throws IOException {
    Path path = write("a,b\n1,2\n3,\"open\n4,5\n6,7\n");
    try (CsvRecords records = CsvRecords.open(path, "row")) {
      List<String> seen = new ArrayList<>();
      while (records.next()) {
        seen.add(records.cell(0).orElse("") + " in line " + records.line());
      }
      assertThat(seen).containsExactly("1 in line 2", "4 in line 4", "6 in line 5");
      assertThat(records.skipped()).isEqualTo(1);
      assertThat(records.firstProblem())
          .contains(path + ":3: a quote is opened here and never closed");
    }
  }

  @Test
  void brokenQuotesCostTheirLine() throws IOException {
    Path path = write("a,b\n1,2\n\"U\"A,3\n4,5\n");
    try (CsvRecords records = CsvRecords.open(path, "row")) {
      assertThat(records.next() && records.next()).isTrue();
      assertThat(records.cell(0)).contains("4");
      assertThat(records.line()).isEqualTo(4);
      assertThat(records.next()).isFalse();
      assertThat(records.firstProblem().orElse("")).contains(":3: broken quotes");
    }
  }

  @Test
  void aTextWithNewlinesAtTheEndIsNoOpenQuote() throws IOException {
    assertThat(rows("a,b\n1,\"two\nlines\"", CsvOptions.NONE))
        .containsExactly(List.of("1", "two\nlines"));
  }

  @Test
  void strictlyTheFirstBadLineEndsTheFile() throws IOException {
    Path path = write("a,b\n1,2\n3\n4,5\n");

    assertThatThrownBy(() -> CsvRecords.open(path, CsvOptions.NONE.strictly(), "row", Set.of(), 10))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining(":3: 1 cells");
  }

  @Test
  void jsonLinesAreRowsOfTheNamesThatTheyHave() throws IOException {
    Path path =
        write(
            "{\"größe\": \"M\", \"a\": {\"b\": 1.5}, \"y\": true}\n\n"
                + "broken\n{\"y\": null, \"z\": \"7\", \"big\": 12345678901234567890123}\n");
    Schema schema = CsvSchema.infer(path, "row");

    assertThat(schema.getFields())
        .extracting(field -> field.name() + " " + field.schema())
        .containsExactly(
            "gr__e [\"null\",\"string\"]",
            "a_b [\"null\",\"double\"]",
            "y [\"null\",\"boolean\"]",
            "z [\"null\",\"string\"]",
            "big [\"null\",\"string\"]");
    assertThat(schema.getField("a_b").getProp("originalName")).isEqualTo("a.b");
    try (CsvRecords records = CsvRecords.open(path, "row")) {
      assertThat(records.columns()).containsExactly("größe", "a.b", "y", "z", "big");
      assertThat(records.next()).isTrue();
      assertThat(records.cell(1)).contains("1.5");
      assertThat(records.next()).isTrue();
      assertThat(records.cell(4)).contains("12345678901234567890123");
      assertThat(records.line()).isEqualTo(4);
      assertThat(records.firstProblem()).hasValueSatisfying(it -> assertThat(it).contains(":3: "));
    }
  }

  @Test
  void theNameInTheFileIsKeptInTheSchemaAndFoundAgain() throws IOException {
    Path path = write("größe,a b,a-b\n1,2,3\n");
    Schema schema = CsvSchema.infer(path, "row");

    assertThat(schema.getField("a_b_2").getProp("originalName")).isEqualTo("a-b");
    assertThat(Decoded.by(path, schema.toString()).get(0))
        .hasToString("{\"gr__e\": 1, \"a_b\": 2, \"a_b_2\": 3}");
  }

  @Test
  void aFolderIsNamed() {
    assertThatThrownBy(() -> CsvFile.open(directory))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("is a folder");
  }

  private List<List<String>> rows(String text, CsvOptions options) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvFile file = CsvFile.open(write(text), options)) {
      while (file.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < file.columns().size(); i++) {
          row.add(file.cell(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("rows.csv"), text);
  }
}
