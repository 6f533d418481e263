package io.gradstream.pipeline.file;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import java.util.List;
import java.util.Map;

/** Pipeline files for the tests of this package. */
public final class PipelineTexts {

  /** The shortest file there is. */
  public static final String LEAST =
      """
      pipeline: p
      input: {topic: t, label: y}
      features:
        - standard: [a, b]
      model: logistic
      """;

  private PipelineTexts() {}

  /** Reads {@link #LEAST} with lines added after its five. */
  static Pipeline least(String... more) {
    return read(LEAST + String.join("\n", more));
  }

  public static Pipeline read(String text) {
    return PipelineReader.parse("p.yaml", text, Map.of());
  }

  /** Reads a file that must have problems and returns them, one line each. */
  static List<String> problems(String text) {
    return problems(text, Map.of());
  }

  static List<String> problems(String text, Map<String, String> environment) {
    try {
      Pipeline pipeline = PipelineReader.parse("p.yaml", text, environment);
      throw new AssertionError("no problem found; read " + pipeline);
    } catch (PipelineException e) {
      return e.getMessage().lines().toList();
    }
  }

  /** Returns the problems of {@link #LEAST} with lines added, which begin on line 6. */
  static List<String> problemsWith(String... more) {
    return problems(LEAST + String.join("\n", more));
  }
}
