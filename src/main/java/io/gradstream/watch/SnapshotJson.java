package io.gradstream.watch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Writes snapshots as JSON: what is no finite number is null, and the points of lines, of which
 * there are many, have seven significant digits.
 */
public final class SnapshotJson {

  private static final MathContext DIGITS = new MathContext(7);
  private static final double EXACT = 1L << 53; // whole numbers up to here are what they are
  private static final ObjectMapper JSON = mapper();

  private SnapshotJson() {}

  /** Returns a snapshot, or a part of one, as text. */
  public static String of(Object snapshot) {
    try {
      return JSON.writeValueAsString(snapshot);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a snapshot cannot be written: " + e.getMessage(), e);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule numbers = new SimpleModule();
    JsonSerializer<Double> one = new One();
    numbers.addSerializer(Double.class, one);
    numbers.addSerializer(double.class, one);
    numbers.addSerializer(double[].class, new Points());
    return new ObjectMapper().registerModule(numbers);
  }

  private static final class One extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider all)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  private static final class Points extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] values, JsonGenerator out, SerializerProvider all)
        throws IOException {
      out.writeStartArray();
      for (double value : values) {
        if (!Double.isFinite(value)) {
          out.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < EXACT) {
          out.writeNumber((long) value);
        } else {
          out.writeNumber(new BigDecimal(value).round(DIGITS).doubleValue());
        }
      }
      out.writeEndArray();
    }
  }
}
