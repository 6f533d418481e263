package io.gradstream.pipeline.file;

import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.Lag;
import io.gradstream.core.feature.past.Rolling;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.feature.past.SinceLast;
import io.gradstream.core.feature.past.Statistic;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import java.util.Collections;
import java.util.List;

/** Refuses encoders with a memory whose settings do not go together, or with the task. */
final class MemoryFit {

  private static final String FEATURES = "features";
  private static final long MOST_VALUES = 1_000_000_000;

  private final Pipeline pipeline;
  private final Reading reading;
  private final String kind;
  private final Node.Mapping item;
  private final String path;

  private MemoryFit(Pipeline pipeline, Reading reading, String kind, Node.Mapping item, int at) {
    this.pipeline = pipeline;
    this.reading = reading;
    this.kind = kind;
    this.item = item;
    path = FEATURES + "[" + at + "]." + kind;
  }

  /** Reports what does not go together. */
  static void check(Pipeline pipeline, Node.Mapping file, Reading reading) {
    if (file.find(FEATURES).map(Node.Entry::value).orElse(file) instanceof Node.Items items) {
      List<Feature> features = pipeline.learner().features();
      for (int i = 0; i < features.size(); i++) {
        if (items.items().get(i) instanceof Node.Mapping item) {
          new MemoryFit(pipeline, reading, features.get(i).kind(), item, i).check(features.get(i));
        }
      }
    }
  }

  private void check(Feature feature) {
    if (feature instanceof Lag lag) {
      task(lag.series());
      size(lag.series(), lag.keying(), Collections.max(lag.steps()), "the largest of steps");
    } else if (feature instanceof Rolling rolling) {
      rolling(rolling);
      boolean last = item.has(kind, "last");
      size(
          rolling.series(),
          rolling.keying(),
          rolling.window().most(),
          last ? "last" : "max-values");
    } else if (feature instanceof SinceLast since) {
      keying(since.keying());
    }
  }

  private void rolling(Rolling rolling) {
    task(rolling.series());
    if (item.has(kind, MemoryKeys.SOME_FIELDS.name())
        && item.has(kind, MemoryKeys.OR_LABEL.name())) {
      problem("label", "does not go with fields: use two encoders, one for each");
    }
    if (rolling.series().kind() == Series.Kind.RECORDS
        && !rolling.of().equals(List.of(Statistic.COUNT))) {
      problem(
          "of",
          "does not go with records alone, which are only counted; give fields or label: true");
    }
    if (rolling.window().within() == 0 && item.has(kind, MemoryKeys.MAX_VALUES.name())) {
      problem(
          MemoryKeys.MAX_VALUES.name(), "does not go with last, which says it already; remove it");
    }
  }

  private void task(Series series) {
    if (series.kind() == Series.Kind.LABEL && pipeline.learner().task() == Task.MULTICLASS) {
      problem(
          "label",
          "does not go with model %s: classes are names, of which there is no past value to scale;"
                  .formatted(pipeline.learner().model().name())
              + " remove it");
    }
  }

  private void size(Series series, Keying keying, int most, String what) {
    keying(keying);
    long keys = keying.by().isEmpty() ? 1 : keying.most();
    long values = keys * most * Math.max(1, series.fields().size());
    if (values > MOST_VALUES) {
      problem(
          MemoryKeys.MAX_KEYS.name(),
          "%d does not go with %s, %d: %d values may have to be remembered, more than %d; lower one"
              .formatted(keys, what, most, values, MOST_VALUES));
    }
  }

  private void keying(Keying keying) {
    if (keying.by().isEmpty() && item.has(kind, MemoryKeys.MAX_KEYS.name())) {
      problem(
          MemoryKeys.MAX_KEYS.name(),
          "does not go with a memory of all records; remove it, or say by which fields to tell"
              + " records apart");
    }
  }

  private void problem(String key, String message) {
    reading.problem(item.lineOf(kind, key), path + "." + key + " " + message);
  }
}
