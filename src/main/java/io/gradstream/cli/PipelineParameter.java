package io.gradstream.cli;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineReader;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The PIPELINE parameter that many commands share. */
final class PipelineParameter {

  @Parameters(paramLabel = "PIPELINE", description = "The pipeline file (YAML).")
  Path file;

  Pipeline read() {
    return PipelineReader.read(file, System.getenv());
  }
}
