package io.gradstream.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes answers as JSON. */
final class Answers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = JSON.getFactory();
  static final String TYPE = "application/json";

  /** Writes an answer. */
  @FunctionalInterface
  interface Writing {
    void to(JsonGenerator out) throws IOException;
  }

  private Answers() {}

  /** Answers with an object of Java's. */
  static void json(Context context, int status, Object body) {
    json(context, status, out -> JSON.writeValue(out, body));
  }

  /** Answers with what is written. */
  static void json(Context context, int status, Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    context.status(status).contentType(TYPE).result(bytes.toByteArray());
  }
}
