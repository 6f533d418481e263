package io.gradstream.score;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
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
