package io.gradstream.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

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
    boolean inFile = file.columns().contains(field.name());
    if (!inFile && field.hasDefaultValue()) {
      return FieldWriter.ofDefault(field);
    }
    int column = file.column(field.name());
    try {
      Schema schema = field.schema();
      return schema.isUnion() ? nullable(column, schema) : required(column, schema);
    } catch (IllegalArgumentException e) {
      throw new CsvException("schema field '%s': %s".formatted(field.name(), e.getMessage()));
    }
  }

  private FieldWriter required(int column, Schema schema) {
    boolean anyText = !inferred && schema.getType() == Schema.Type.STRING;
    Predicate<String> missing = anyText ? cell -> false : Cells.missing(schema);
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
        Cells.missing(schema),
        nullIndex,
        1 - nullIndex);
  }

  private String origin(Schema schema) {
    String type = schema.getType().getName();
    return inferred ? type + ", inferred from the rows" : type + " in the schema";
  }
}
