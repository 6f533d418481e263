package io.gradstream.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of this program, such as {@code 0.1.0}, as the build wrote it beside the classes. */
public final class ProgramVersion {

  private static final String PATH = "/io/gradstream/version.txt";
  private static final String TEXT = load();

  private ProgramVersion() {}

  /** Returns the version; it is in every prediction and in the metrics of every window. */
  public static String text() {
    return TEXT;
  }

  private static String load() {
    try (InputStream in = ProgramVersion.class.getResourceAsStream(PATH)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + PATH);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
