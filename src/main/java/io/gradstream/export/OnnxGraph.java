package io.gradstream.export;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.data.RowLayout;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The words of a {@link Graph} as operators of ONNX, in double precision throughout.
 *
 * <p>A table is a tensor of two dimensions, a place one of one. Inputs are declared as they are
 * first asked for.
 */
final class OnnxGraph implements Graph {

  /** The input of the record's own time. */
  static final String TIME = "@time";

  private static final Map<Operation, String> OPERATORS =
      Map.ofEntries(
          Map.entry(Operation.ADD, "Add"),
          Map.entry(Operation.SUBTRACT, "Sub"),
          Map.entry(Operation.MULTIPLY, "Mul"),
          Map.entry(Operation.DIVIDE, "Div"),
          Map.entry(Operation.LEAST, "Min"),
          Map.entry(Operation.GREATEST, "Max"),
          Map.entry(Operation.POWER, "Pow"),
          Map.entry(Operation.ABSOLUTE, "Abs"),
          Map.entry(Operation.EXP, "Exp"),
          Map.entry(Operation.LOG, "Log"),
          Map.entry(Operation.ROOT, "Sqrt"),
          Map.entry(Operation.FLOOR, "Floor"),
          Map.entry(Operation.SINE, "Sin"),
          Map.entry(Operation.TANH, "Tanh"),
          Map.entry(Operation.LESS, "Less"),
          Map.entry(Operation.AT_MOST, "LessOrEqual"),
          Map.entry(Operation.IS_MISSING, "IsNaN"),
          Map.entry(Operation.AND, "And"),
          Map.entry(Operation.OR, "Or"),
          Map.entry(Operation.CHOOSE, "Where"));

  private final OnnxModel model;
  private final RowLayout layout;
  private final Map<Object, Node> known = new HashMap<>(); // what is written down once
  private final Map<String, OnnxModel.Type> inputs = new LinkedHashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<Node> refusals = new ArrayList<>();

  OnnxGraph(OnnxModel model, RowLayout layout) {
    this.model = model;
    this.layout = layout;
  }

  /** Returns the inputs that were asked for, by name. */
  Map<String, OnnxModel.Type> inputs() {
    return inputs;
  }

  /** Returns what cannot be exported, in sentences. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Returns where records have no prediction, if any may have none. */
  Optional<Node> refused() {
    return refusals.stream().reduce((one, other) -> apply(Operation.OR, one, other));
  }

  @Override
  public Node numbers(List<String> fields) {
    return once(
        List.of("numbers", fields),
        () -> {
          List<Node> columns = fields.stream().map(this::number).toList();
          return finite(columns.size() == 1 ? columns.get(0) : beside(columns));
        });
  }

  private Node number(String field) {
    return input(field, OnnxModel.Type.DOUBLE, field);
  }

  @Override
  public Node instant(String field) {
    String name = layout.numbers().contains(field) ? field + "#time" : field;
    return once(List.of("instant", field), () -> finite(input(name, OnnxModel.Type.DOUBLE, field)));
  }

  @Override
  public Node time() {
    return once(List.of("time"), () -> input(TIME, OnnxModel.Type.DOUBLE, "the record's own time"));
  }

  private Node text(String field) {
    boolean taken = layout.numbers().contains(field) || layout.instants().contains(field);
    return input(taken ? field + "#text" : field, OnnxModel.Type.STRING, field);
  }

  private Node input(String name, OnnxModel.Type type, String of) {
    if (inputs.putIfAbsent(name, type) == null) {
      model.input(name, type, of);
    }
    return new Node(name);
  }

  private Node finite(Node table) {
    Node isFinite =
        apply(Operation.AT_MOST, apply(Operation.ABSOLUTE, table), row(Double.MAX_VALUE));
    return apply(Operation.CHOOSE, isFinite, table, row(Double.NaN));
  }

  @Override
  public Node place(String field, List<String> texts) {
    return once(List.of("place", field, texts), () -> encoded(field, texts));
  }

  private Node encoded(String field, List<String> texts) {
    List<String> keys = new ArrayList<>(texts);
    keys.add("");
    long[] values = new long[keys.size()];
    Arrays.setAll(values, i -> i);
    values[texts.size()] = texts.size() + 1L;
    String label =
        model.nodeOfMl(
            "LabelEncoder",
            List.of(text(field).name()),
            OnnxModel.attribute("keys_strings", keys),
            OnnxModel.attribute("values_int64s", values),
            OnnxModel.attribute("default_int64", (long) texts.size()));
    return flat(label);
  }

  @Override
  public Node place(Node numbers) {
    return flat(cast(numbers.name(), OnnxModel.Type.INT64));
  }

  /** Takes the second dimension, which is 1, away. */
  private Node flat(String column) {
    return new Node(model.node("Squeeze", List.of(column, model.constant(1L))));
  }

  @Override
  public Node place(List<String> fields, List<List<String>> combinations) {
    return once(List.of("places", fields, combinations), () -> combined(fields, combinations));
  }

  /** Numbers the combinations of places, the last field's the fastest, and looks those up. */
  private Node combined(List<String> fields, List<List<String>> combinations) {
    double codesInAll = 1;
    long[] codes = new long[combinations.size()];
    String code = model.constant(0L);
    String missing = "";
    for (int i = 0; i < fields.size(); i++) {
      int part = i;
      List<String> texts = combinations.stream().map(each -> each.get(part)).distinct().toList();
      Map<String, Integer> numbers = new HashMap<>();
      texts.forEach(text -> numbers.put(text, numbers.size()));
      String place = place(fields.get(i), texts).name();
      long width = texts.size() + 2L;
      codesInAll *= width;
      String times = model.node("Mul", List.of(code, model.constant(width)));
      code = model.node("Add", List.of(times, place));
      String isMissing = model.node("Equal", List.of(place, model.constant(width - 1)));
      missing = i == 0 ? isMissing : model.node("Or", List.of(missing, isMissing));
      for (int j = 0; j < codes.length; j++) {
        codes[j] = codes[j] * width + requireNonNull(numbers.get(combinations.get(j).get(i)));
      }
    }
    if (codesInAll > Long.MAX_VALUE) {
      refuse(
          "cross of " + fields,
          "its fields have %.1e combinations, more than can be numbered in 64 bits; cross fewer fields"
              .formatted(codesInAll));
    }
    String found = looked(code, codes);
    String none = model.constant(codes.length + 1L);
    return new Node(model.node("Where", List.of(missing, none, found)));
  }

  private String looked(String code, long[] codes) {
    if (codes.length == 0) {
      return model.constant(0L);
    }
    long[] values = new long[codes.length];
    Arrays.setAll(values, i -> i);
    return model.nodeOfMl(
        "LabelEncoder",
        List.of(code),
        OnnxModel.attribute("keys_int64s", codes),
        OnnxModel.attribute("values_int64s", values),
        OnnxModel.attribute("default_int64", (long) codes.length));
  }

  @Override
  public Node pick(Node place, double[][] rows) {
    return new Node(
        model.node(
            "Gather",
            List.of(model.constant(rows), place.name()),
            OnnxModel.attribute("axis", 0L)));
  }

  @Override
  public Node row(double... values) {
    return once(
        List.of("row", Arrays.toString(values)),
        () -> new Node(model.constant(new double[][] {values})));
  }

  @Override
  public Node apply(Operation operation, Node... of) {
    List<String> names = Arrays.stream(of).map(Node::name).toList();
    return switch (operation) {
      case ARC_SINE -> arcSine(of[0]);
      case NUMBER -> new Node(cast(names.get(0), OnnxModel.Type.DOUBLE));
      case SOFTMAX -> new Node(model.node("Softmax", names, OnnxModel.attribute("axis", 1L)));
      default ->
          once(
              List.of(operation, names),
              () -> new Node(model.node(requireNonNull(OPERATORS.get(operation)), names)));
    };
  }

  private String cast(String table, OnnxModel.Type type) {
    return model.node("Cast", List.of(table), OnnxModel.attribute("to", (long) type.number()));
  }

  /**
   * There is none in double precision: the one in single is brought nearer, twice, by {@code sin(a
   * - b) = sin a cos b - cos a sin b}.
   */
  private Node arcSine(Node sine) {
    Node square = apply(Operation.MULTIPLY, sine, sine);
    Node cosine = apply(Operation.ROOT, apply(Operation.SUBTRACT, row(1), square));
    String rough = model.node("Asin", List.of(cast(sine.name(), OnnxModel.Type.FLOAT)));
    Node angle = new Node(cast(rough, OnnxModel.Type.DOUBLE));
    for (int step = 0; step < 2; step++) {
      Node cosineOfIt = apply(Operation.SINE, apply(Operation.ADD, angle, row(Math.PI / 2)));
      Node left = apply(Operation.MULTIPLY, sine, cosineOfIt);
      Node right = apply(Operation.MULTIPLY, cosine, apply(Operation.SINE, angle));
      angle = apply(Operation.ADD, angle, apply(Operation.SUBTRACT, left, right));
    }
    return angle;
  }

  @Override
  public Node columns(Node table, int... columns) {
    long[] which = Arrays.stream(columns).asLongStream().toArray();
    return once(
        List.of("columns", table, Arrays.toString(columns)),
        () ->
            new Node(
                model.node(
                    "Gather",
                    List.of(table.name(), model.constant(which)),
                    OnnxModel.attribute("axis", 1L))));
  }

  @Override
  public Node beside(List<Node> tables) {
    List<String> names = tables.stream().map(Node::name).toList();
    return new Node(model.node("Concat", names, OnnxModel.attribute("axis", 1L)));
  }

  @Override
  public Node product(Node table, double[][] matrix) {
    return new Node(model.node("MatMul", List.of(table.name(), model.constant(matrix))));
  }

  @Override
  public void refuseWhere(Node condition) {
    refusals.add(condition);
  }

  @Override
  public void refuse(String what, String problem) {
    problems.add(what + ": " + problem);
  }

  private Node once(Object key, Supplier<Node> made) {
    Node before = known.get(key);
    if (before != null) {
      return before;
    }
    Node node = made.get();
    known.put(key, node);
    return node;
  }
}
