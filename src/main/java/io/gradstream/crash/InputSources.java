package io.gradstream.crash;

import io.gradstream.core.data.RowLayout;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The topics that a pipeline reads, as records are made up for them. */
final class InputSources {

  /** A label that is null is none, and counted. */
  private static final double NO_LABELS = 0.05;

  private InputSources() {}

  static List<InputSource> of(Pipeline pipeline, SchemaRegistry registry) {
    Optional<Labels> labels = pipeline.readsLabels();
    if (labels.isEmpty()) {
      double unlabelled = pipeline.labels().isPresent() ? InputSource.MOST : InputSource.FEW;
      return List.of(source(pipeline.input(), withWeight(pipeline), unlabelled, true, registry));
    }
    List<InputSource> both = new ArrayList<>();
    both.add(source(pipeline.input(), pipeline.layout(), 1, true, registry));
    RowLayout ofLabels = labels.get().layout(pipeline.learner());
    both.add(source(labels.get().source(), ofLabels, NO_LABELS, false, registry));
    return both;
  }

  private static InputSource source(
      Input input, RowLayout layout, double unlabelled, boolean tells, SchemaRegistry registry) {
    InputFormat format =
        input.encoding() instanceof Encoding.Avro
            ? InputFormat.avro(registry, input.topic() + "-value")
            : InputFormat.json();
    return new InputSource(input.topic(), layout, unlabelled, tells, format);
  }

  /** Returns all that is read of the topic: of records that are predicted, and of labels. */
  private static RowLayout withWeight(Pipeline pipeline) {
    RowLayout records = pipeline.layout();
    Optional<String> weight = pipeline.learner().weight();
    return RowLayout.of(
            Stream.concat(records.numbers().stream(), weight.stream()).toList(),
            records.categories(),
            records.instants(),
            records.bags(),
            records.label())
        .withDates(records.dates());
  }
}
