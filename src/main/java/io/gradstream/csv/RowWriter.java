package io.gradstream.csv;

import io.gradstream.core.data.OriginalName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Writes rows as records of a schema: one {@link FieldWriter} a field, in the schema's order. */
final class RowWriter {

  private final CsvFile file;
  private final boolean inferred;
  private final List<FieldWriter> fields = new ArrayList<>();

  /**
   * Plans how the rows of {@code file} are written.
   *
   * <p>Every field of the schema is a column of the file, or has a default, which is then written;
   * columns that the schema does not have are left out.
   *
   * @param inferred whether the schema was inferred from the file
   * @throws CsvException if the schema asks for what the file does not have, or no cell can be
   */
  RowWriter(CsvFile file, Schema schema, boolean inferred) throws IOException {
    this.file = file;
    this.inferred = inferred;
    if (schema.getType() != Schema.Type.RECORD) {
      throw new CsvException("the schema must be a record, was " + schema.getType().getName());
    }
    for (Schema.Field field : schema.getFields()) {
      fields.add(writer(field));
    }
  }

  /** Writes the file's present row. */
  void write(Encoder out) throws IOException {
    for (FieldWriter field : fields) {
      field.write(file, out);
    }
  }

  private FieldWriter writer(Schema.Field field) throws IOException {
    int found = column(file, field);
    if (found < 0 && field.hasDefaultValue()) {
      return FieldWriter.ofDefault(field);
    }
    int column = found < 0 ? file.column(field.name()) : found;
    try {
      Schema schema = field.schema();
      return schema.isUnion() ? nullable(column, schema) : required(column, schema);
    } catch (IllegalArgumentException e) {
      throw new CsvException("schema field '%s': %s".formatted(field.name(), e.getMessage()));
    }
  }

  /** Returns the column of a field: of its original name, else of its own; negative if none. */
  private static int column(CsvFile file, Schema.Field field) {
    int original = file.columns().indexOf(String.valueOf(field.getProp(OriginalName.PROPERTY)));
    if (original >= 0) {
      return original;
    }
    int same = file.columns().indexOf(field.name());
    return same >= 0 ? same : file.avroNames().indexOf(field.name());
  }

  /** Returns the field that a column is written to, null if there is none. */
  static Schema.@Nullable Field field(Schema schema, CsvFile file, int column) {
    if (schema.getType() != Schema.Type.RECORD) {
      return null;
    }
    return schema.getFields().stream()
        .filter(field -> column(file, field) == column)
        .findFirst()
        .orElse(null);
  }

  private FieldWriter required(int column, Schema schema) {
    boolean anyText = !inferred && schema.getType() == Schema.Type.STRING;
    Predicate<String> missing = anyText ? cell -> false : file.missing().of(schema);
    return new FieldWriter.Required(column, CellWriter.of(schema), origin(schema), missing);
  }

  private FieldWriter nullable(int column, Schema union) {
    int nullIndex = union.getTypes().indexOf(Schema.create(Schema.Type.NULL));
    if (nullIndex < 0 || union.getTypes().size() != 2) {
      return required(column, union); // which refuses it
    }
    Schema schema = union.getTypes().get(1 - nullIndex);
    return new FieldWriter.Nullable(
        column,
        CellWriter.of(schema),
        origin(schema),
        file.missing().of(union),
        nullIndex,
        1 - nullIndex);
  }

  private String origin(Schema schema) {
    String type = schema.getType().getName();
    return inferred ? type + ", inferred from the rows" : type + " in the schema";
  }
}
