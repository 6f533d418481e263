package io.gradstream.streams;

import io.gradstream.core.data.RowLayout;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Pipeline;
import java.util.Optional;

/**
 * A topic that a pipeline reads: the records that are predicted, or labels of their own.
 *
 * @param section where the pipeline's file describes it
 * @param input the topic, and how its records are written
 * @param layout what is read of a record
 */
record RecordSource(String section, Input input, RowLayout layout) {

  /** Returns the topic of the records that are predicted. */
  static RecordSource ofInput(Pipeline pipeline) {
    return new RecordSource("input", pipeline.input(), pipeline.layout());
  }

  /** Returns the topic of the labels, if they have one of their own. */
  static Optional<RecordSource> ofLabels(Pipeline pipeline) {
    return pipeline
        .readsLabels()
        .map(
            labels ->
                new RecordSource("labels", labels.source(), labels.layout(pipeline.learner())));
  }

  /** Tells whether its records are labels and nothing else. */
  boolean isOfLabels() {
    return section.equals("labels");
  }

  String topic() {
    return input.topic();
  }
}
