package io.gradstream.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes numbers as JSON has them: what is no finite number is null. */
final class Numbers {

  private Numbers() {}

  static void write(String name, double value, JsonGenerator out) throws IOException {
    out.writeFieldName(name);
    write(value, out);
  }

  static void write(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }
}
