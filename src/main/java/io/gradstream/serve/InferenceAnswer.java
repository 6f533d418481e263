package io.gradstream.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gradstream.core.data.Task;
import io.gradstream.score.Score;
import io.gradstream.score.ScoreJson;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes an answer of the Open Inference Protocol. */
final class InferenceAnswer {

  static final String SCORE = "score";
  static final String CLASS = "class";
  static final String PROBABILITIES = "probabilities";
  static final List<String> NAMES = List.of(SCORE, CLASS, PROBABILITIES);

  /** Some 20 MB of text; an answer is made in memory. */
  private static final long MOST_PROBABILITIES = 1_000_000;

  private static final int TOO_LARGE = 413;

  private InferenceAnswer() {}

  /**
   * Writes the outputs that the request wants.
   *
   * @throws RequestException if that were more probabilities than an answer may have
   */
  static void write(
      String model, Task task, InferenceRequest request, List<Score> scores, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("model_name", model);
    out.writeStringField(
        "model_version", scores.isEmpty() ? "0" : String.valueOf(scores.get(0).version()));
    if (request.id().isPresent()) {
      out.writeStringField("id", request.id().get());
    }
    out.writeArrayFieldStart("outputs");
    if (request.wants(SCORE)) {
      begin(SCORE, "FP64", out, scores.size());
      for (Score score : scores) {
        ScoreJson.number(score.value(), out);
      }
      end(out);
    }
    if (task == Task.MULTICLASS) {
      classes(request, scores, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void classes(InferenceRequest request, List<Score> scores, JsonGenerator out)
      throws IOException {
    if (request.wants(CLASS)) {
      begin(CLASS, "BYTES", out, scores.size());
      for (Score score : scores) {
        out.writeString(score.predictedClass().orElse(""));
      }
      end(out);
    }
    if (request.wants(PROBABILITIES)) {
      Set<String> names = new LinkedHashSet<>();
      scores.forEach(score -> names.addAll(score.probabilities().keySet()));
      requireFew(scores.size(), names.size());
      List<String> sorted = names.stream().sorted().toList();
      begin(PROBABILITIES, "FP64", out, scores.size(), sorted.size());
      for (Score score : scores) {
        for (String name : sorted) {
          ScoreJson.number(score.probabilities().getOrDefault(name, 0.0), out);
        }
      }
      out.writeEndArray();
      out.writeObjectFieldStart("parameters");
      out.writeArrayFieldStart("classes");
      for (String name : sorted) {
        out.writeString(name);
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  /** Every row has a number for every class that any of them knows. */
  private static void requireFew(int rows, int classes) {
    if ((long) rows * classes > MOST_PROBABILITIES) {
      throw new RequestException(
          TOO_LARGE,
          "output 'probabilities' of %,d rows and %,d classes has more than %,d numbers: send fewer rows at once, or name the outputs that you need, \"outputs\": [{\"name\": \"class\"}]"
              .formatted(rows, classes, MOST_PROBABILITIES));
    }
  }

  private static void begin(String name, String type, JsonGenerator out, int... shape)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeStringField("datatype", type);
    out.writeFieldName("shape");
    out.writeArray(shape, 0, shape.length);
    out.writeArrayFieldStart("data");
  }

  private static void end(JsonGenerator out) throws IOException {
    out.writeEndArray();
    out.writeEndObject();
  }
}
