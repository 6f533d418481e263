package io.gradstream.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Infers the Avro schema of a CSV file from its first rows.
 *
 * <p>A column is {@code boolean} if all its cells are true or false, {@code long} if they are whole
 * numbers, {@code double} if they are numbers, else {@code string}. An empty cell or {@code NA} is
 * null: a column with one is a union of null and its type, with default null. A column without any
 * value is a nullable string. The same rows and name give the same schema.
 */
public final class CsvSchema {

  /** How many rows are looked at unless told otherwise. */
  public static final int SAMPLE_ROWS = 100_000;

  private final List<String> names;
  private final ColumnType[] types;
  private final boolean[] nullable;

  private CsvSchema(List<String> names) {
    this.names = names;
    types = new ColumnType[names.size()];
    nullable = new boolean[names.size()];
    Arrays.fill(types, ColumnType.UNKNOWN);
  }

  /** Infers the schema of a record called {@code name} from {@value #SAMPLE_ROWS} rows. */
  public static Schema infer(Path path, String name) throws IOException {
    return infer(path, name, SAMPLE_ROWS);
  }

  /**
   * Infers the schema of a record from the first rows of a file.
   *
   * @param name what the record is called, such as the topic; made a valid Avro name
   * @param rows how many rows to look at, 1 or more
   * @throws CsvException if the file has no rows, or a row has not as many cells as the header
   */
  public static Schema infer(Path path, String name, int rows) throws IOException {
    try (CsvFile file = CsvFile.open(path)) {
      CsvSchema sample = new CsvSchema(file.columns());
      int seen = 0;
      while (seen < rows && file.next()) {
        sample.add(file);
        seen++;
      }
      if (seen == 0) {
        throw new CsvException(path + " has a header but no rows to infer a schema from");
      }
      return sample.schema(AvroNames.valid(name));
    }
  }

  private void add(CsvFile row) {
    for (int i = 0; i < types.length; i++) {
      String cell = row.cell(i);
      if (Cells.isMissing(cell)) {
        nullable[i] = true;
      } else {
        types[i] = types[i].widenedTo(cell);
      }
    }
  }

  private Schema schema(String name) {
    List<Schema.Field> fields = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      fields.add(field(i));
    }
    return Schema.createRecord(name, null, null, false, fields);
  }

  private Schema.Field field(int i) {
    Schema type = types[i].schema();
    return nullable[i]
        ? new Schema.Field(
            names.get(i),
            Schema.createUnion(Schema.create(Schema.Type.NULL), type),
            null,
            JsonProperties.NULL_VALUE)
        : new Schema.Field(names.get(i), type);
  }
}
