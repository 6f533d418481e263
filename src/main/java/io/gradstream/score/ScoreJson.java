package io.gradstream.score;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gradstream.core.learn.Explanation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes scores as JSON, with the names that predictions have in their topic; what is no finite
 * number is null.
 */
public final class ScoreJson {

  private ScoreJson() {}

  /** Writes an object. */
  public static void write(Score score, JsonGenerator out) throws IOException {
    out.writeStartObject();
    number("score", score.value(), out);
    if (score.predictedClass().isPresent()) {
      out.writeStringField("class", score.predictedClass().get());
      out.writeObjectFieldStart("probabilities");
      for (Map.Entry<String, Double> each : score.probabilities().entrySet()) {
        number(each.getKey(), each.getValue(), out);
      }
      out.writeEndObject();
    }
    out.writeNumberField("version", score.version());
    if (score.explanation().isPresent()) {
      out.writeFieldName("explanation");
      explanation(score.explanation().get(), out);
    }
    out.writeEndObject();
  }

  /** Writes what adds up to each output, by feature, the largest first. */
  private static void explanation(Explanation explanation, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("unit", explanation.unit().name().toLowerCase(Locale.ROOT));
    out.writeArrayFieldStart("outputs");
    for (Explanation.Output output : explanation.outputs()) {
      out.writeStartObject();
      out.writeStringField("name", output.name());
      number("value", output.value(), out);
      number("bias", output.bias(), out);
      contributions("features", output.features(), out);
      contributions("columns", output.columns(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void contributions(
      String name, List<Explanation.Contribution> all, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart(name);
    for (Explanation.Contribution each : all) {
      number(each.name(), each.value(), out);
    }
    out.writeEndObject();
  }

  /** Writes a number, or null. */
  public static void number(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }

  private static void number(String name, double value, JsonGenerator out) throws IOException {
    out.writeFieldName(name);
    number(value, out);
  }
}
