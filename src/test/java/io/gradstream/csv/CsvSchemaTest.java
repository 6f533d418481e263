package io.gradstream.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvSchemaTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "1 2 -3 +4 0 -0 : long",
        "1 2 007 : string",
        "01220 1220 94107 : string",
        "00.5 1 : string",
        "12E5 13e6 7 : string",
        "1e-05 1e20 : double",
        "9223372036854775807 -9223372036854775808 : long",
        "1 2.5 : double",
        "2.5 1 : double",
        "1e3 .5 5. -0.0 : double",
        "9223372036854775808 : string",
        "123456789012345678901234567890 1 : string",
        "true FALSE True : boolean",
        "true 1 : string",
        "1 true : string",
        "1 x : string",
        "2.5 x 1 : string",
        "12f : string",
        "12D : string",
        "0x10 : string",
        "Infinity : string",
        "1e999 : string",
        "1.2.3 : string",
        "2013-01-01 : string"
      })
  void theNarrowestTypeIsInferred(String cells, String type) throws IOException {
    Schema.Field field = infer("x\n" + cells.replace(' ', '\n') + "\n").getField("x");

    assertThat(field.schema().toString()).isEqualTo("\"" + type + "\"");
    assertThat(field.hasDefaultValue()).isFalse();
  }

  @Test
  void codesInAColumnThatIsReadAsNumbersAreNumbers() throws IOException {
    Schema schema = CsvSchema.infer(write("x,z\n05,01220\n11,7\n"), "row", Set.of("x"));

    assertThat(schema.getField("x").schema().getType()).isEqualTo(Schema.Type.LONG);
    assertThat(schema.getField("z").schema().getType()).isEqualTo(Schema.Type.STRING);
  }

  @Test
  void aMissingCellMakesTheFieldNullable() throws IOException {
    Schema schema = infer("a,b,c,d\n1,NA,x,\n,2.5,NA, \n");

    assertThat(schema)
        .isEqualTo(
            new Schema.Parser()
                .parse(
                    """
                    {"type": "record", "name": "row", "fields": [
                      {"name": "a", "type": ["null", "long"], "default": null},
                      {"name": "b", "type": ["null", "double"], "default": null},
                      {"name": "c", "type": ["null", "string"], "default": null},
                      {"name": "d", "type": ["null", "string"], "default": null}]}
                    """));
  }

  @Test
  void onlyTheSampleIsLookedAt() throws IOException {
    Path path = write("x\n1\n2\nthree\n");

    assertThat(type(CsvSchema.infer(path, "row", 2))).isEqualTo(Schema.Type.LONG);
    assertThat(type(CsvSchema.infer(path, "row", 3))).isEqualTo(Schema.Type.STRING);
  }

  @Test
  void theRecordIsCalledAfterTheTopicAsFarAsAvroAllows() throws IOException {
    Path path = write("x\n1\n");

    assertThat(CsvSchema.infer(path, "flights").getFullName()).isEqualTo("flights");
    assertThat(CsvSchema.infer(path, "flights.2013-eu").getFullName()).isEqualTo("flights_2013_eu");
    assertThat(CsvSchema.infer(path, "2013").getFullName()).isEqualTo("_2013");
  }

  @Test
  void aFileWithoutRowsIsRefused() throws IOException {
    Path path = write("a,b\n");

    assertThatThrownBy(() -> CsvSchema.infer(path, "row"))
        .isInstanceOf(CsvException.class)
        .hasMessage(path + " has a header but no rows to infer a schema from");
  }

  private static Schema.Type type(Schema schema) {
    return schema.getField("x").schema().getType();
  }

  private Schema infer(String text) throws IOException {
    return CsvSchema.infer(write(text), "row");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("rows.csv"), text);
  }
}
