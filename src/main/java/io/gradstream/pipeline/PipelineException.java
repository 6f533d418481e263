package io.gradstream.pipeline;

import io.gradstream.pipeline.declare.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Says that a pipeline file cannot be used, with every problem found in it. */
public final class PipelineException extends RuntimeException {

  private final transient List<Problem> problems;

  /**
   * Creates an exception whose message has one problem a line.
   *
   * @param problems one or more
   */
  public PipelineException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns an exception about a file as a whole.
   *
   * @param file the file as the user named it
   * @param messages one or more, each one line: the full key, what was found, what is allowed
   */
  public static PipelineException about(String file, List<String> messages) {
    return new PipelineException(
        messages.stream().map(message -> new Problem(file, 0, message)).toList());
  }

  /**
   * A mistake at a place, such as a file or an option.
   *
   * @param place as the user named it
   * @param line from 1; 0 where lines have no number, or all of it is meant
   * @param message one line: what was found, what is allowed
   */
  public record Mistake(String place, int line, String message) {}

  /** Returns an exception about several mistakes, one or more. */
  public static PipelineException of(List<Mistake> mistakes) {
    return new PipelineException(
        mistakes.stream()
            .map(each -> new Problem(each.place(), each.line(), each.message()))
            .toList());
  }

  /** Returns the problems in the order of their lines. */
  public List<Problem> problems() {
    return problems;
  }
}
