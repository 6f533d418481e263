package io.gradstream.pipeline;

import io.gradstream.core.feature.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses encoders that do not go with what else the file says. */
final class FeatureFit {

  private static final String FEATURES = PipelineKeys.FEATURES_NAME;

  private FeatureFit() {}

  /** Reports what does not go together. */
  static void check(Pipeline pipeline, Node root, Reading reading) {
    if (pipeline.choosesFeatures()
        && !(pipeline.input().encoding() instanceof Encoding.Avro)
        && root instanceof Node.Mapping file) {
      reading.problem(
          file.lineOf(FEATURES),
          "features auto does not go with input.%s: without Avro there is no schema to choose by;"
                  .formatted(
                      pipeline.input().encoding() instanceof Encoding.Json
                          ? "format json"
                          : "deserializer")
              + " list the encoders, or let 'gradstream init' write them from a sample");
    }
    if (root instanceof Node.Mapping file
        && file.find(FEATURES).map(Node.Entry::value).orElse(root) instanceof Node.Items items) {
      List<Feature> features = pipeline.learner().features();
      Map<String, Integer> first = new HashMap<>();
      for (int i = 0; i < features.size(); i++) {
        String encoder = features.get(i).description();
        Integer before = first.putIfAbsent(encoder, i);
        if (before != null) {
          reading.problem(
              items.items().get(i).line(),
              "features[%d] does not go with features[%d], which is the same: %s; remove one"
                  .formatted(i, before, encoder));
        }
      }
    }
  }
}
