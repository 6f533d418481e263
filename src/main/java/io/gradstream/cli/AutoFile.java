package io.gradstream.cli;

import io.gradstream.client.CsvSource;
import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvSchema;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.InputFeatures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;

/** Chooses {@code features: auto} by the schema that is inferred from a CSV file. */
final class AutoFile {

  private AutoFile() {}

  /** Reads a pipeline file, and chooses by the rows that it is to learn from. */
  static Pipeline read(Path file, CsvSource rows, PrintWriter err) throws IOException {
    return choose(
        PipelineReader.look(file, System.getenv()).whole(), rows.file(), rows.options(), err);
  }

  /** Returns the pipeline with its encoders; says on {@code err} what was chosen, if it was. */
  static Pipeline choose(WrittenPipeline written, Path data, CsvOptions options, PrintWriter err)
      throws IOException {
    InputFeatures features =
        InputFeatures.choose(
            written,
            pipeline ->
                new InputFeatures.Origin(
                    CsvSchema.infer(
                        data, options, pipeline.input().topic(), Long.MAX_VALUE, Set.of()),
                    "the schema inferred from " + data.getFileName()));
    features.sentences().forEach(err::println);
    err.flush();
    return features.pipeline();
  }
}
