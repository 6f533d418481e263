package io.gradstream.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX model being written: nodes, constants, inputs and outputs, by the field numbers of {@code
 * onnx.proto} (IR version 8).
 */
final class OnnxModel {

  /** The types of a tensor's elements that are used here. */
  enum Type {
    /** Of 32 bits. */
    FLOAT(1),
    /** Whole, of 64 bits. */
    INT64(7),
    /** Texts in UTF-8. */
    STRING(8),
    /** Of 64 bits. */
    DOUBLE(11);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  private static final int IR_VERSION = 8;
  private static final int OPSET = 15;
  private static final int OPSET_ML = 2;
  private static final String ML = "ai.onnx.ml";
  private static final String BATCH = "N";

  private final Message graph = new Message();
  private final Map<String, byte[]> constants = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>(); // a runtime warns of constants that are not
  private int nodes;

  /** Adds a node with one output, which is named after its number. */
  String node(String operator, List<String> inputs, Message... attributes) {
    return node("", operator, inputs, attributes);
  }

  /** Adds a node of the operators for classical machine learning. */
  String nodeOfMl(String operator, List<String> inputs, Message... attributes) {
    return node(ML, operator, inputs, attributes);
  }

  private String node(String domain, String operator, List<String> inputs, Message... attributes) {
    String output = "n" + nodes++;
    named(domain, operator, inputs, output, attributes);
    return output;
  }

  /** Adds a node that copies what is the output of the model. */
  void copy(String from, String output) {
    named("", "Identity", List.of(from), output);
  }

  private void named(
      String domain, String operator, List<String> inputs, String output, Message... attributes) {
    used.addAll(inputs);
    Message node = new Message().texts(1, inputs).text(2, output).text(4, operator);
    for (Message attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, domain.isEmpty() ? node : node.text(7, domain));
  }

  /** Returns an attribute that is a whole number. */
  static Message attribute(String name, long value) {
    return new Message().text(1, name).number(3, value).number(20, 2);
  }

  /** Returns an attribute of whole numbers. */
  static Message attribute(String name, long... values) {
    Message attribute = new Message().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  /** Returns an attribute of texts. */
  static Message attribute(String name, List<String> values) {
    return new Message().text(1, name).texts(9, values).number(20, 8);
  }

  /** Adds a table of constants. */
  String constant(double[][] rows) {
    int width = rows[0].length;
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * width * rows.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : rows) {
      for (double value : row) {
        bytes.putDouble(value);
      }
    }
    return constant(Type.DOUBLE, new Message().bytes(9, bytes.array()), rows.length, width);
  }

  /** Adds whole numbers in a row without a second dimension. */
  String constant(long... values) {
    return constant(Type.INT64, new Message().numbers(7, values), values.length);
  }

  /** Adds texts in a row without a second dimension. */
  String constant(List<String> texts) {
    return constant(Type.STRING, new Message().texts(6, texts), texts.size());
  }

  private String constant(Type type, Message content, long... shape) {
    String name = "c" + nodes++;
    Message tensor = new Message();
    for (long size : shape) {
      tensor.number(1, size);
    }
    tensor.number(2, type.number()).text(8, name);
    constants.put(name, concatenated(tensor.bytes(), content.bytes()));
    return name;
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  /** Adds an input of the model: a column, a row for each record. */
  void input(String name, Type type, String doc) {
    graph.message(11, table(name, type, 1, doc));
  }

  /** Adds an output of the model: some columns, a row for each record. */
  void output(String name, Type type, int columns, String doc) {
    graph.message(12, table(name, type, columns, doc));
  }

  private static Message table(String name, Type type, int columns, String doc) {
    Message shape =
        new Message()
            .message(1, new Message().text(2, BATCH))
            .message(1, new Message().number(1, columns));
    Message tensor = new Message().number(1, type.number()).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor)).text(3, doc);
  }

  /**
   * Returns the whole model.
   *
   * @param name of the graph
   * @param version of gradstream
   * @param modelVersion of the model
   * @param notes for people and scripts, by name
   */
  Message model(String name, String version, long modelVersion, Map<String, String> notes) {
    constants.keySet().retainAll(used);
    constants.values().forEach(each -> graph.bytes(5, each));
    Message model =
        new Message()
            .number(1, IR_VERSION)
            .text(2, "gradstream")
            .text(3, version)
            .number(5, modelVersion)
            .message(7, graph.text(2, name))
            .message(8, new Message().text(1, "").number(2, OPSET))
            .message(8, new Message().text(1, ML).number(2, OPSET_ML));
    notes.forEach((key, value) -> model.message(14, new Message().text(1, key).text(2, value)));
    return model;
  }
}
