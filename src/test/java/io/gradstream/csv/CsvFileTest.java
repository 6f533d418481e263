package io.gradstream.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void chooseFile() {
    path = directory.resolve("flights.csv");
  }

  @Test
  void rowsComeInOrderWithTheirLines() throws IOException {
    write("carrier,distance\nUA,1400\n\"A,\n\"\"A\"\"\",1089\nB6,\n");

    try (CsvFile file = CsvFile.open(path)) {
      assertThat(file.columns()).containsExactly("carrier", "distance");
      assertThat(file.line()).isEqualTo(1);
      assertThat(file.next()).isTrue();
      assertThat(file.cell(0)).isEqualTo("UA");
      assertThat(file.line()).isEqualTo(2);
      assertThat(file.next()).isTrue();
      assertThat(file.cell(0)).isEqualTo("A,\n\"A\"");
      assertThat(file.line()).isEqualTo(3);
      assertThat(file.next()).isTrue();
      assertThat(file.cell(1)).isEmpty();
      assertThat(file.line()).isEqualTo(5);
      assertThat(file.next()).isFalse();
    }
  }

  @Test
  void aGzippedFileReadsLikeAPlainOneWhateverItsName() throws IOException {
    Files.write(path, gzip("carrier\nUA\n"));

    try (CsvFile file = CsvFile.open(path)) {
      assertThat(file.next()).isTrue();
      assertThat(file.cell(file.column("carrier"))).isEqualTo("UA");
    }
  }

  @Test
  void aFileThatEndsWithoutANewlineKeepsItsLastRow() throws IOException {
    write("carrier\r\nUA");

    try (CsvFile file = CsvFile.open(path)) {
      assertThat(file.next()).isTrue();
      assertThat(file.cell(0)).isEqualTo("UA");
    }
  }

  @Test
  void namesInTheFileAreKeptAndAvrosAreNotedBeside() throws IOException {
    write("\uFEFFWind Speed (mph), temp ,2nd,,größe,ok\n1,2,3,4,5,6\n");

    try (CsvFile file = CsvFile.open(path)) {
      assertThat(file.columns())
          .containsExactly("Wind Speed (mph)", "temp", "2nd", "column_4", "größe", "ok");
      assertThat(file.avroNames())
          .containsExactly("Wind_Speed__mph_", "temp", "_2nd", "column_4", "gr__e", "ok");
      assertThat(file.notes())
          .containsExactly(
              "column 'Wind Speed (mph)' is called 'Wind_Speed__mph_' in Avro",
              "column '2nd' is called '_2nd' in Avro",
              "column 4, '', is called 'column_4'",
              "column 'größe' is called 'gr__e' in Avro");
      assertThat(file.column("Wind Speed (mph)")).isZero();
      assertThat(file.column("Wind_Speed__mph_")).isZero();
    }
  }

  @Test
  void anUnknownColumnIsRefusedWithTheNamesThatExist() throws IOException {
    write("carrier,distance\n");

    try (CsvFile file = CsvFile.open(path)) {
      assertThatThrownBy(() -> file.column("carier"))
          .isInstanceOf(CsvException.class)
          .hasMessage(path + " has no column 'carier'; did you mean 'carrier'?");
    }
  }

  @Test
  void columnsWithOneNameAreNumbered() throws IOException {
    write("a b,a-b,value,value,value_2,,\n1,2,3,4,5,6,7\n");

    try (CsvFile file = CsvFile.open(path)) {
      assertThat(file.columns())
          .containsExactly("a b", "a-b", "value", "value_3", "value_2", "column_6", "column_7");
      assertThat(file.avroNames())
          .containsExactly("a_b", "a_b_2", "value", "value_3", "value_2", "column_6", "column_7");
      assertThat(file.column("a-b")).isEqualTo(1);
    }
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    write("");

    assertRefused(" is empty; its first line must name the columns");
  }

  @Test
  void aFileWithoutAHeaderIsRefused() throws IOException {
    write("UA,1400\nAA,1089\n");

    assertRefused(
        ":1: the first line must name the columns, but has the number '1400'; add a header");
  }

  @Test
  void aRowWithAnotherNumberOfCellsIsRefusedByLine() throws IOException {
    write("carrier,distance\nUA,1400\n\nAA\n");

    try (CsvFile file = CsvFile.open(path)) {
      assertThat(file.next()).isTrue();
      assertThatThrownBy(file::next)
          .isInstanceOf(CsvException.class)
          .hasMessage(path + ":4: 1 cells, but the header names 2 columns");
    }
  }

  @Test
  void brokenQuotesAreRefused() throws IOException {
    write("carrier,distance\n\"U\"A,1400\n");

    try (CsvFile file = CsvFile.open(path)) {
      assertThatThrownBy(file::next)
          .isInstanceOf(CsvException.class)
          .hasMessage(path + ":2: broken quotes: a quote within a cell must be doubled");
    }
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Files.write(path, "größe\n".getBytes(StandardCharsets.ISO_8859_1));

    assertRefused(" is not UTF-8 text");
  }

  @Test
  void aMissingFileIsRefusedByName() {
    assertThatThrownBy(() -> CsvFile.open(path))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("there is no file " + path);
  }

  @Test
  void aFileCutInTransferIsAnErrorAndNotAnEnd() throws IOException {
    byte[] whole = gzip("carrier\n" + "UA\n".repeat(100));
    Files.write(path, Arrays.copyOf(whole, whole.length - 10));

    assertThatThrownBy(() -> CsvFile.open(path))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read " + path);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> CsvFile.open(path))
        .isInstanceOf(CsvException.class)
        .hasMessage(path + message);
  }

  private void write(String text) throws IOException {
    Files.writeString(path, text);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
