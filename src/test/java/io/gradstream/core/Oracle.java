package io.gradstream.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reference values from PyTorch and scikit-learn. */
public final class Oracle {

  /** The whole of the file. */
  public static final JsonNode ALL = load();

  private static final double RELATIVE = 1e-9;
  private static final double SMALL = 1e-3; // below this the difference counts, not the ratio

  private Oracle() {}

  /** Asserts agreement to 1e-9, relative. */
  public static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(RELATIVE * Math.max(SMALL, Math.abs(expected))));
  }

  /** Returns an array of numbers. */
  public static double[] numbers(JsonNode array) {
    return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
  }

  private static JsonNode load() {
    try (InputStream in = Oracle.class.getResourceAsStream("/oracles/learning-core.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
