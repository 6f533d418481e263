package io.gradstream.pipeline;

import java.util.List;

/**
 * How predictions, metrics and decisions are written.
 *
 * @param encoding how their values are written
 * @param droppedHeaders names of headers of the input that do not go with its prediction, besides
 *     those that describe the input's value
 */
public record Output(Encoding encoding, List<String> droppedHeaders) {

  /** Copies the list. */
  public Output {
    droppedHeaders = List.copyOf(droppedHeaders);
  }

  /** Returns the usual output: in an encoding, with every header that fits it. */
  public static Output in(Encoding encoding) {
    return new Output(encoding, List.of());
  }
}
