package io.gradstream.export;

import java.util.List;
import java.util.stream.Collectors;

/** Says that a model cannot be exported, with every reason. */
public final class ExportException extends RuntimeException {

  private final transient List<String> problems;

  /**
   * Creates an exception whose message has one problem a line.
   *
   * @param name of the model, before each problem
   * @param problems one or more: what cannot be exported, why not, what to do
   */
  ExportException(String name, List<String> problems) {
    super(problems.stream().map(each -> name + ": " + each).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems, each a line: what cannot be exported, why not, what to do. */
  public List<String> problems() {
    return problems;
  }
}
