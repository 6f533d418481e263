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

  /** Returns the problems in the order of their lines. */
  public List<Problem> problems() {
    return problems;
  }
}
