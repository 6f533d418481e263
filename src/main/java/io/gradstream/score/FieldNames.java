package io.gradstream.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What the fields of a record are called, for whoever says that none of them is known. */
final class FieldNames {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final int MOST = 200;

  private FieldNames() {}

  /** Returns the first fields of an object that was read before, those within others by path. */
  static List<String> of(byte[] object) {
    List<String> names = new ArrayList<>();
    try (JsonParser in = JSON.createParser(object)) {
      for (JsonToken token = in.nextToken();
          token != null && names.size() < MOST;
          token = in.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          names.add(path(in.getParsingContext()));
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was read before
    }
  }

  private static String path(JsonStreamContext at) {
    String name = at.getCurrentName();
    for (JsonStreamContext up = at.getParent(); up != null; up = up.getParent()) {
      if (up.hasCurrentName()) {
        name = up.getCurrentName() + "." + name;
      }
    }
    return name;
  }
}
