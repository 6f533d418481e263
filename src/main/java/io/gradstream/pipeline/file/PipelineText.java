package io.gradstream.pipeline.file;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.PipelineException.Mistake;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline file says as far as it can be read, and all that is wrong with it.
 *
 * @param pipeline the pipeline, of a file with mistakes the one that is left without them, if one
 *     is
 * @param kafka the settings of {@code kafka:} that have a single value
 * @param kafkaLines the line of each
 * @param problems what is wrong, in the order of the lines
 * @param givesMixer whether it says how a race mixes
 */
public record PipelineText(
    Optional<WrittenPipeline> pipeline,
    Map<String, String> kafka,
    Map<String, Integer> kafkaLines,
    List<Mistake> problems,
    boolean givesMixer) {

  static PipelineText of(
      Optional<Node> root, Optional<WrittenPipeline> pipeline, List<Problem> problems) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    Optional<Node.Mapping> file = root.flatMap(PipelineText::file);
    if (file.flatMap(it -> it.find("kafka")).map(Node.Entry::value).orElse(null)
        instanceof Node.Mapping kafka) {
      for (Node.Entry entry : kafka.entries()) {
        if (entry.value() instanceof Node.Scalar scalar) {
          values.put(entry.name(), scalar.text());
          lines.put(entry.name(), entry.line());
        }
      }
    }
    return new PipelineText(
        pipeline,
        values,
        lines,
        problems.stream()
            .map(each -> new Mistake(each.file(), each.line(), each.message()))
            .toList(),
        file.filter(LabelsFit::givesMixer).isPresent());
  }

  /** Returns the keys of a file, if it has any. */
  static Optional<Node.Mapping> file(Node root) {
    return root instanceof Node.Mapping file ? Optional.of(file) : Optional.empty();
  }

  /**
   * Returns the pipeline of a file without mistakes as it is to learn where labels are known later
   * though the file says nothing of it: a race mixes as it then does, unless the file says how.
   */
  public WrittenPipeline wholeForLaterLabels() {
    WrittenPipeline whole = whole();
    Pipeline written = whole.asWritten();
    RaceFit.againstLaterLabels(written)
        .ifPresent(
            problem -> {
              throw PipelineException.about(written.name(), List.of(problem));
            });
    return givesMixer ? whole : whole.with(LabelsFit::delayed);
  }

  /**
   * Returns the pipeline of a file without mistakes.
   *
   * @throws PipelineException if it has some: all of them at once
   */
  public WrittenPipeline whole() {
    if (!problems.isEmpty()) {
      throw PipelineException.of(problems);
    }
    return pipeline.orElseThrow();
  }
}
