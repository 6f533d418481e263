package io.gradstream.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** ONNX Runtime, given the raw fields of some rows. */
public final class Judge {

  private final RowLayout layout;
  private final Map<String, List<Object>> columns = new HashMap<>();
  private int rows;

  public Judge(RowLayout layout) {
    this.layout = layout;
  }

  /** Notes the raw fields of a row. */
  public void add(Row row) {
    for (int slot = 0; slot < layout.numbers().size(); slot++) {
      put("number " + layout.numbers().get(slot), row.number(slot));
    }
    for (int slot = 0; slot < layout.categories().size(); slot++) {
      boolean missing = row.category(slot) == Row.MISSING;
      String text = missing ? "" : new String(row.categoryText(slot), StandardCharsets.UTF_8);
      put("text " + layout.categories().get(slot), text);
    }
    for (int slot = 0; slot < layout.instants().size(); slot++) {
      long time = row.instant(slot);
      put("time " + layout.instants().get(slot), time == Row.NO_INSTANT ? Double.NaN : time);
    }
    put("time", (double) row.time());
    rows++;
  }

  private void put(String column, Object value) {
    columns.computeIfAbsent(column, unused -> new ArrayList<>()).add(value);
  }

  /** Returns the outputs of a model for the rows noted, by name. */
  public Map<String, Object> run(byte[] model) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(model, options)) {
        for (NodeInfo info : session.getInputInfo().values()) {
          inputs.put(info.getName(), tensor(environment, info));
        }
        Map<String, Object> outputs = new HashMap<>();
        try (OrtSession.Result result = session.run(inputs)) {
          for (Map.Entry<String, ai.onnxruntime.OnnxValue> each : result) {
            outputs.put(each.getKey(), each.getValue().getValue());
          }
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime refuses the model", e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(OrtEnvironment environment, NodeInfo info) throws OrtException {
    boolean isText = ((TensorInfo) info.getInfo()).type == ai.onnxruntime.OnnxJavaType.STRING;
    List<Object> values = column(info.getName(), isText);
    if (isText) {
      String[][] texts = new String[rows][1];
      for (int i = 0; i < rows; i++) {
        texts[i][0] = (String) values.get(i);
      }
      return OnnxTensor.createTensor(environment, texts);
    }
    double[][] numbers = new double[rows][1];
    for (int i = 0; i < rows; i++) {
      numbers[i][0] = ((Number) values.get(i)).doubleValue();
    }
    return OnnxTensor.createTensor(environment, numbers);
  }

  private List<Object> column(String input, boolean isText) {
    String field = input.replaceFirst("#(text|time)$", "");
    String kind =
        isText
            ? "text "
            : input.endsWith("#time") || !layout.numbers().contains(field) ? "time " : "number ";
    return input.equals(OnnxGraph.TIME) ? columns.get("time") : columns.get(kind + field);
  }
}
