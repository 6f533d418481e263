package io.gradstream.crash;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.data.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The Avro schemas of made-up records that have every field that a pipeline reads. */
final class InputSchema {

  private static final Schema NULL = Schema.create(Schema.Type.NULL);
  private static final Schema TEXT = Schema.create(Schema.Type.STRING);

  private final RowLayout layout;
  private final Map<String, Object> tree = new LinkedHashMap<>();

  InputSchema(RowLayout layout) {
    this.layout = layout;
    layout.fields().forEach(path -> plant(tree, List.of(path.split("\\.")), path));
  }

  @SuppressWarnings("unchecked") // a branch is a map, a leaf the path
  private static void plant(Map<String, Object> branch, List<String> names, String path) {
    if (names.size() == 1) {
      branch.put(names.get(0), path);
      return;
    }
    Object inner = branch.computeIfAbsent(names.get(0), name -> new LinkedHashMap<>());
    plant((Map<String, Object>) inner, names.subList(1, names.size()), path);
  }

  /**
   * Returns one of many versions, which differ in a field that nobody reads: each has to be asked
   * for, and none says anything else.
   */
  Schema version(int version) {
    Schema schema = record("CrashInput", tree);
    List<Schema.Field> fields = new ArrayList<>();
    fields.add(new Schema.Field("version_" + version, Schema.create(Schema.Type.INT), null, 0));
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    return Schema.createRecord("CrashInput", null, "io.gradstream.crash", false, fields);
  }

  @SuppressWarnings("unchecked")
  private Schema record(String name, Map<String, Object> branch) {
    List<Schema.Field> fields = new ArrayList<>();
    branch.forEach(
        (field, inner) ->
            fields.add(
                new Schema.Field(
                    field,
                    inner instanceof String path
                        ? Schema.createUnion(NULL, type(path))
                        : record(name + "_" + field, (Map<String, Object>) inner),
                    null,
                    inner instanceof String ? Schema.Field.NULL_DEFAULT_VALUE : null)));
    return Schema.createRecord(name, null, "io.gradstream.crash", false, fields);
  }

  private Schema type(String path) {
    LabelRule label = layout.label();
    if (path.equals(label.field())) {
      return isText(label) ? TEXT : Schema.create(Schema.Type.DOUBLE);
    }
    if (layout.numbers().contains(path)) {
      return Schema.create(Schema.Type.DOUBLE);
    }
    return layout.bags().contains(path) ? Schema.createArray(TEXT) : TEXT;
  }

  /** Tells whether labels are written as texts. */
  static boolean isText(LabelRule label) {
    return label.task() == Task.MULTICLASS || label.positive().isPresent();
  }
}
