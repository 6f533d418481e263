package io.gradstream.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of one field in a request of the Open Inference Protocol, by row.
 *
 * @param name of the field
 * @param values of the rows: a value, or a list of several categories
 */
record Tensor(String name, List<JsonNode> values) {

  private static final Set<String> WHOLE =
      Set.of("UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64");
  private static final Set<String> REAL = Set.of("FP16", "FP32", "FP64");
  private static final String TRUTH = "BOOL";
  private static final String TEXT = "BYTES";

  int rows() {
    return values.size();
  }

  /** Returns the value of a row, as Java has it. */
  @Nullable Object value(int row) {
    return value(values.get(row));
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isArray()) {
      List<@Nullable Object> values = new ArrayList<>();
      node.forEach(each -> values.add(value(each)));
      return values;
    }
    return node.isTextual()
        ? node.textValue()
        : node.isBoolean() ? node.booleanValue() : node.numberValue();
  }

  /** Reads an input: a tensor of one field, or of several that its parameter names. */
  static List<Tensor> parse(JsonNode input) {
    String name = InferenceRequest.text(input, "name");
    if (name == null) {
      throw RequestException.bad("an input has no name");
    }
    String where = "input '%s'".formatted(name);
    List<Integer> shape = shape(input, where);
    String type = type(input, where);
    List<JsonNode> data = new ArrayList<>();
    flatten(InferenceRequest.array(input, "data", where), data);
    JsonNode columns = input.path("parameters").path("columns");
    int rows = shape.get(0);
    int width = width(shape);
    if ((long) rows * width != data.size()) {
      throw RequestException.bad(
          "%s has shape %s and %d elements".formatted(where, shape, data.size()));
    }
    data.forEach(each -> requireType(each, type, where));
    return columns.isArray()
        ? columns(columns, rows, width, data, where)
        : List.of(new Tensor(name, width == 1 ? data : lists(data, rows, width)));
  }

  private static List<Tensor> columns(
      JsonNode columns, int rows, int width, List<JsonNode> data, String where) {
    if (columns.size() != width) {
      throw RequestException.bad(
          "%s has %d columns and %d names of columns".formatted(where, width, columns.size()));
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      List<JsonNode> values = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        values.add(data.get(row * width + column));
      }
      tensors.add(new Tensor(columns.get(column).asText(), values));
    }
    return tensors;
  }

  private static List<JsonNode> lists(List<JsonNode> data, int rows, int width) {
    List<JsonNode> lists = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      data.subList(row * width, (row + 1) * width).forEach(list::add);
      lists.add(list);
    }
    return lists;
  }

  private static List<Integer> shape(JsonNode input, String where) {
    List<Integer> shape = new ArrayList<>();
    for (JsonNode each : InferenceRequest.array(input, "shape", where)) {
      if (!each.isInt() || each.intValue() < 0) {
        throw RequestException.bad(
            "%s: shape has %s; its sizes are 0 or more".formatted(where, each));
      }
      shape.add(each.intValue());
    }
    if (shape.isEmpty()
        || shape.size() > 2
        || shape.get(shape.size() - 1) == 0 && shape.size() > 1) {
      throw RequestException.bad(
          "%s has shape %s; it must be [rows] or [rows, columns], with a column or more"
              .formatted(where, shape));
    }
    return shape;
  }

  private static int width(List<Integer> shape) {
    return shape.size() == 1 ? 1 : shape.get(1);
  }

  private static String type(JsonNode input, String where) {
    String type = InferenceRequest.text(input, "datatype");
    if (type == null
        || !WHOLE.contains(type)
            && !REAL.contains(type)
            && !TRUTH.equals(type)
            && !TEXT.equals(type)) {
      throw RequestException.bad(
          "%s has datatype %s; it must be BOOL, BYTES, FP64, INT64 or another number type of the protocol"
              .formatted(where, type));
    }
    return type;
  }

  private static void flatten(JsonNode from, List<JsonNode> to) {
    for (JsonNode each : from) {
      if (each.isArray()) {
        flatten(each, to);
      } else {
        to.add(each);
      }
    }
  }

  /** A null is a missing value, whatever the type. */
  private static void requireType(JsonNode value, String type, String where) {
    boolean fits =
        value.isNull()
            || (TEXT.equals(type) && value.isTextual())
            || (TRUTH.equals(type) && value.isBoolean())
            || (WHOLE.contains(type) && value.isIntegralNumber())
            || (REAL.contains(type) && value.isNumber());
    if (!fits) {
      throw RequestException.bad(
          "%s has datatype %s and an element %s".formatted(where, type, value.getNodeType()));
    }
  }
}
