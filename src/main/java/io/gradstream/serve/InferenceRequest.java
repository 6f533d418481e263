package io.gradstream.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gradstream.core.text.NearestName;
import io.gradstream.score.ScoreOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of the Open Inference Protocol: a tensor for each field, with an element for each row;
 * or one of two dimensions, whose parameter {@code columns} names its fields.
 */
final class InferenceRequest {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Optional<String> id;
  private final List<Tensor> inputs;
  private final Set<String> outputs;
  private final ScoreOptions options;
  private final int rows;

  private InferenceRequest(
      Optional<String> id,
      List<Tensor> inputs,
      Set<String> outputs,
      ScoreOptions options,
      int rows) {
    this.id = id;
    this.inputs = inputs;
    this.outputs = outputs;
    this.options = options;
    this.rows = rows;
  }

  /**
   * Reads a body.
   *
   * @param fields that rows may have
   */
  static InferenceRequest parse(byte[] body, Set<String> fields) {
    JsonNode request = tree(body);
    List<Tensor> inputs = new ArrayList<>();
    for (JsonNode each : array(request, "inputs", "the request")) {
      inputs.addAll(Tensor.parse(each));
    }
    if (inputs.isEmpty()) {
      throw RequestException.bad("inputs is empty; give a tensor for each field of the rows");
    }
    Set<String> named = new HashSet<>();
    for (Tensor each : inputs) {
      requireField(each.name(), fields);
      if (!named.add(each.name())) {
        throw RequestException.bad("input '%s' is given twice".formatted(each.name()));
      }
    }
    named.forEach(name -> requireNoneWithin(name, named));
    int rows = inputs.get(0).rows();
    for (Tensor each : inputs) {
      if (each.rows() != rows) {
        throw RequestException.bad(
            "input '%s' has %d rows and '%s' has %d; all must have as many"
                .formatted(inputs.get(0).name(), rows, each.name(), each.rows()));
      }
    }
    return new InferenceRequest(
        Optional.ofNullable(text(request, "id")),
        inputs,
        outputs(request),
        options(request.path("parameters")),
        rows);
  }

  /** Returns what names the request in its answer, if it has it. */
  Optional<String> id() {
    return id;
  }

  /** Tells whether an output is asked for; all are if none is named. */
  boolean wants(String output) {
    return outputs.isEmpty() || outputs.contains(output);
  }

  ScoreOptions options() {
    return options;
  }

  int rows() {
    return rows;
  }

  /** Returns the values of a row by field; a field within a record is within a map. */
  Map<String, ?> row(int i) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (Tensor each : inputs) {
      put(row, each.name(), each.value(i));
    }
    return row;
  }

  @SuppressWarnings("unchecked") // maps are made here alone
  private static void put(Map<String, @Nullable Object> row, String path, @Nullable Object value) {
    Map<String, @Nullable Object> in = row;
    String rest = path;
    for (int dot = rest.indexOf('.'); dot > 0; dot = rest.indexOf('.')) {
      in =
          (Map<String, @Nullable Object>)
              in.computeIfAbsent(rest.substring(0, dot), name -> new LinkedHashMap<>());
      rest = rest.substring(dot + 1);
    }
    in.put(rest, value);
  }

  private static JsonNode tree(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      if (tree != null && tree.isObject()) {
        return tree;
      }
      throw RequestException.bad("the body must be a JSON object with inputs");
    } catch (JsonProcessingException e) {
      throw RequestException.bad("the body is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw RequestException.bad("the body is no JSON: " + e.getMessage());
    }
  }

  static JsonNode array(JsonNode in, String name, String where) {
    JsonNode array = in.path(name);
    if (!array.isArray()) {
      throw RequestException.bad("%s has no array '%s'".formatted(where, name));
    }
    return array;
  }

  static @Nullable String text(JsonNode in, String name) {
    JsonNode value = in.path(name);
    return value.isValueNode() && !value.isNull() ? value.asText() : null;
  }

  private static void requireField(String name, Set<String> fields) {
    if (!fields.contains(name)) {
      throw RequestException.bad(
          "input '%s' is no field that the pipeline reads; it reads %s%s"
              .formatted(
                  name,
                  String.join(", ", fields),
                  NearestName.near(name, fields)
                      .map(near -> " (nearest: " + near + ")")
                      .orElse("")));
    }
  }

  /** Nothing can be a value and a record with fields of its own at once. */
  private static void requireNoneWithin(String name, Set<String> named) {
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      String record = name.substring(0, dot);
      if (named.contains(record)) {
        throw RequestException.bad(
            "inputs '%s' and '%s' exclude each other: '%s' is a value in the one and a record in the other; give one of them"
                .formatted(record, name, record));
      }
    }
  }

  private static Set<String> outputs(JsonNode request) {
    Set<String> names = new HashSet<>();
    for (JsonNode each : request.path("outputs")) {
      String name = each.path("name").asText();
      if (!InferenceAnswer.NAMES.contains(name)) {
        throw RequestException.bad(
            "output '%s' is none of %s".formatted(name, InferenceAnswer.NAMES));
      }
      names.add(name);
    }
    return names;
  }

  private static ScoreOptions options(JsonNode parameters) {
    return RowOptions.of(
        text(parameters, "key"), text(parameters, "partition"), text(parameters, "time"), null);
  }
}
