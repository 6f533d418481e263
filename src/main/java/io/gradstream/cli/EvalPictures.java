package io.gradstream.cli;

import io.gradstream.eval.FileEvaluation;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.ReportWriter;
import io.gradstream.watch.Drawing;
import io.gradstream.watch.History;
import io.gradstream.watch.ModelLook;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pictures of an evaluation, made of the same records that a pipeline would write. */
final class EvalPictures {

  private final Pipeline pipeline;
  private final boolean timed;
  private final @Nullable Path file;
  private final History history;

  /**
   * Creates them.
   *
   * @param timed whether rows have times; else these are their numbers
   * @param file where they are written; null for nowhere
   */
  EvalPictures(Pipeline pipeline, boolean timed, @Nullable Path file) throws IOException {
    this.pipeline = pipeline;
    this.timed = timed;
    this.file = file;
    history = new History(pipeline.learner());
    if (file != null) {
      HtmlFile.requireWritable(file);
    }
  }

  /** Returns what looks at each window before {@code next} does. */
  Consumer<FileEvaluation> before(Consumer<FileEvaluation> next) {
    if (file == null) {
      return next;
    }
    return evaluation -> {
      evaluation.window().ifPresent(window -> history.addWindow(ReportWriter.metrics(window, 0)));
      next.accept(evaluation);
    };
  }

  /** Writes the file, if one is wanted. */
  void write(FileEvaluation evaluation, PrintWriter out) throws IOException {
    if (file == null) {
      return;
    }
    evaluation
        .decisions()
        .forEach(decision -> history.addDecision(ReportWriter.decision(decision, 0)));
    ModelLook model = new ModelLook();
    model.see(evaluation.learner().predictor());
    List<String> notes =
        timed ? List.of() : List.of("Rows have no times of their own here: --time gives them.");
    HtmlFile.write(
        file,
        new Drawing(pipeline.name(), pipeline.learner(), "file").draw(history, model, notes),
        out);
  }
}
