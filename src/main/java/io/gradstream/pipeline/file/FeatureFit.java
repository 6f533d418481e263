package io.gradstream.pipeline.file;

import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Refuses encoders that do not go with what else the file says. */
final class FeatureFit {

  private static final String FEATURES = PipelineKeys.FEATURES_NAME;

  private FeatureFit() {}

  /** Reports what does not go together. */
  static void check(Pipeline pipeline, Node.Mapping file, Reading reading) {
    if (new WrittenPipeline(pipeline).choosesFeatures()
        && !(pipeline.input().encoding() instanceof Encoding.Avro)) {
      reading.problem(
          file.lineOf(FEATURES),
          "features auto does not go with input.%s: without Avro there is no schema to choose by;"
                  .formatted(
                      pipeline.input().encoding() instanceof Encoding.Json
                          ? "format json"
                          : "deserializer")
              + " list the encoders, or let 'gradstream init' write them from a sample");
    }
    if (file.find(FEATURES).map(Node.Entry::value).orElse(file) instanceof Node.Items items) {
      List<Feature> features = pipeline.learner().features();
      Map<String, Integer> first = new HashMap<>();
      for (int i = 0; i < features.size(); i++) {
        int line = items.items().get(i).line();
        repeats(features.get(i), i, first, line, reading);
        task(features.get(i), i, pipeline.learner().task(), line, reading);
      }
    }
  }

  private static void repeats(
      Feature feature, int number, Map<String, Integer> first, int line, Reading reading) {
    Integer before = first.putIfAbsent(feature.description(), number);
    if (before != null) {
      reading.problem(
          line,
          "features[%d] does not go with features[%d], which is the same: %s; remove one"
              .formatted(number, before, feature.description()));
    }
  }

  private static void task(Feature feature, int number, Task task, int line, Reading reading) {
    if (!feature.tasks().contains(task)) {
      reading.problem(
          line,
          "features[%d].%s does not go with a %s task: it needs labels that are numbers; remove it"
              .formatted(number, feature.kind(), task.name().toLowerCase(Locale.ROOT)));
    }
  }
}
