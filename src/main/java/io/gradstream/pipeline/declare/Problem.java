package io.gradstream.pipeline.declare;

/**
 * A mistake in a pipeline file, told so that it can be put right.
 *
 * @param file the file as the user named it
 * @param line line of the mistake, from 1; 0 if it is about the file as a whole
 * @param message one line: the full key, what was found, what is allowed
 */
public record Problem(String file, int line, String message) {

  /** Returns {@code file:line: message}. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
  }
}
