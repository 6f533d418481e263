package io.gradstream.csv;

import io.gradstream.core.data.OriginalName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Infers the Avro schema of a CSV file from its rows.
 *
 * <p>A column is {@code boolean} if all its cells are true or false, {@code long} if they are whole
 * numbers, {@code double} if they are numbers, else {@code string}. One with a cell that is a code
 * rather than a number ({@code 01220}, {@code 12E5} among no numbers with a point, a whole number
 * beyond 64 bits) is a {@code string}, unless it is read as a number. A missing cell, as {@link
 * MissingCells} says, is null: a column with one is a union of null and its type, with default
 * null; but in a column of nothing than {@code +} and {@code -} both are texts. A name that Avro
 * does not allow is changed, and kept as a property of the field. A row with too few or too many
 * cells is passed over. A column without any value is a nullable string. The same rows and name
 * give the same schema.
 */
public final class CsvSchema {

  private final CsvFile file;
  private final List<String> names;
  private final ColumnType[] types;
  private final boolean[] nullable;
  private final boolean[] signs; // whether every cell is a plus or a minus
  private final boolean[] unknown; // whether a cell says that there is nothing, or is such a text
  private final ColumnType[] numberTypes; // of the cells that are numbers
  private final long[] numberCells;
  private final long[] otherCells;
  private final boolean[] codes;
  private final boolean[] bareExponents;
  private final boolean[] fractional;

  private CsvSchema(CsvFile file) {
    this.file = file;
    names = file.avroNames();
    codes = new boolean[names.size()];
    bareExponents = new boolean[names.size()];
    fractional = new boolean[names.size()];
    types = new ColumnType[names.size()];
    nullable = new boolean[names.size()];
    unknown = new boolean[names.size()];
    signs = new boolean[names.size()];
    Arrays.fill(signs, true);
    numberTypes = new ColumnType[names.size()];
    numberCells = new long[names.size()];
    otherCells = new long[names.size()];
    Arrays.fill(types, ColumnType.UNKNOWN);
    Arrays.fill(numberTypes, ColumnType.LONG);
  }

  /** Infers the schema of a record called {@code name} from all rows. */
  static Schema infer(Path path, String name) throws IOException {
    return infer(path, name, Set.of());
  }

  /**
   * Infers the schema of a record from all rows.
   *
   * @param numbers columns that are read as numbers, whatever their cells look like beside
   */
  static Schema infer(Path path, String name, Set<String> numbers) throws IOException {
    return infer(path, name, Long.MAX_VALUE, numbers);
  }

  /** Infers the schema of a record from the first {@code rows} rows of a file. */
  static Schema infer(Path path, String name, long rows) throws IOException {
    return infer(path, name, rows, Set.of());
  }

  /**
   * Infers the schema of a record from the first rows of a file.
   *
   * @param name what the record is called, such as the topic; made a valid Avro name
   * @param rows how many rows to look at, 1 or more
   * @param numbers columns that are read as numbers, if most cells are: the others do not fit
   * @throws CsvException if the file has no rows, or none that has as many cells as the header
   */
  static Schema infer(Path path, String name, long rows, Set<String> numbers) throws IOException {
    return infer(path, CsvOptions.NONE, name, rows, numbers);
  }

  /** Does the same with a file of which something is said. */
  public static Schema infer(
      Path path, CsvOptions options, String name, long rows, Set<String> numbers)
      throws IOException {
    try (CsvFile file = CsvFile.open(path, options)) {
      CsvSchema sample = new CsvSchema(file);
      GoodRows good = new GoodRows(file);
      long seen = 0;
      while (seen < rows && good.next(row -> {})) {
        sample.add();
        seen++;
      }
      if (seen == 0) {
        throw new CsvException(file.shown() + " has a header but no rows to infer a schema from");
      }
      return sample.schema(AvroNames.valid(name), numbers);
    }
  }

  private void add() {
    MissingCells missing = file.missing();
    for (int i = 0; i < types.length; i++) {
      String cell = file.cell(i);
      signs[i] &= cell.equals("+") || cell.equals("-") && missing.isPlaceholder(cell);
      if (missing.isMissing(cell)) {
        nullable[i] = true;
      } else if (missing.isUnknown(cell)) {
        unknown[i] = true;
      } else {
        types[i] = types[i].widenedTo(cell);
        look(i, cell);
        count(i, cell);
      }
    }
  }

  private void count(int i, String cell) {
    if (Cells.isNumber(cell)) {
      numberCells[i]++;
      numberTypes[i] = numberTypes[i].widenedTo(cell);
    } else {
      otherCells[i]++;
    }
  }

  /** Tells whether most cells are numbers: where one is wanted, the others cost their rows. */
  private boolean isMostlyNumbers(int i) {
    return types[i] == ColumnType.STRING && numberCells[i] > otherCells[i];
  }

  private ColumnType type(int i, boolean wanted) {
    if (file.isText(i)) {
      return ColumnType
          .STRING; // as which a topic of the same records has it, whatever it looks like
    }
    if (wanted && isMostlyNumbers(i)) {
      return numberTypes[i];
    }
    return !wanted && isCode(i) ? ColumnType.STRING : types[i];
  }

  private void look(int i, String cell) {
    if (types[i] == ColumnType.LONG || types[i] == ColumnType.DOUBLE) {
      codes[i] |= Cells.isCode(cell);
      bareExponents[i] |= Cells.isBareExponent(cell);
      fractional[i] |= Cells.isFractional(cell);
    }
  }

  private boolean isCode(int i) {
    return codes[i] || bareExponents[i] && !fractional[i];
  }

  private Schema schema(String name, Set<String> numbers) {
    List<Schema.Field> fields = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      Schema type = type(i, isNamed(i, numbers)).schema();
      nullable[i] &= !signs[i] || types[i] == ColumnType.UNKNOWN;
      nullable[i] |= unknown[i] && type.getType() != Schema.Type.STRING;
      fields.add(field(i, type));
    }
    return Schema.createRecord(name, null, null, false, fields);
  }

  /** Tells whether a set names a column, as the file does or as Avro. */
  private boolean isNamed(int i, Set<String> numbers) {
    return numbers.contains(names.get(i)) || numbers.contains(file.columns().get(i));
  }

  private Schema.Field field(int i, Schema type) {
    Schema.Field field =
        nullable[i]
            ? new Schema.Field(
                names.get(i),
                Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                null,
                JsonProperties.NULL_VALUE)
            : new Schema.Field(names.get(i), type);
    String original = file.columns().get(i);
    if (!original.equals(names.get(i))) {
      field.addProp(OriginalName.PROPERTY, original);
    }
    return field;
  }
}
