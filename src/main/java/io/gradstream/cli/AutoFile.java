package io.gradstream.cli;

import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvSchema;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.InputFeatures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;

/** Chooses {@code features: auto} by the schema that is inferred from a CSV file. */
final class AutoFile {

  private AutoFile() {}

  /** Returns the pipeline with its encoders; says on {@code err} what was chosen, if it was. */
  static Pipeline choose(Pipeline pipeline, Path data, CsvOptions options, PrintWriter err)
      throws IOException {
    if (!pipeline.choosesFeatures()) {
      return pipeline;
    }
    InputFeatures chosen =
        InputFeatures.by(
            CsvSchema.infer(data, options, pipeline.input().topic(), Long.MAX_VALUE, Set.of()),
            "the schema inferred from " + data.getFileName(),
            pipeline);
    chosen.sentences().forEach(err::println);
    err.flush();
    return chosen.pipeline();
  }
}
