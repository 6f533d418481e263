package io.gradstream.demo;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.OutputReaders;
import io.gradstream.streams.output.OutputSchemas;
import io.gradstream.watch.RecordFormats;

/** How the topics of a pipeline that is watched are read. */
public final class TopicFormats {

  private TopicFormats() {}

  /** Returns what reads them as the pipeline writes them. */
  public static RecordFormats of(Pipeline pipeline) {
    return new RecordFormats(
        () -> OutputReaders.of(pipeline, OutputSchemas.METRICS),
        () -> OutputReaders.of(pipeline, OutputSchemas.DECISION),
        () -> OutputReaders.of(pipeline, OutputSchemas.PREDICTION));
  }
}
