package io.gradstream.pipeline.file;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.ClassWeights;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses labels, losses and metrics that do not go with the model's task. */
final class TaskFit {

  private final LearnerRule learner;
  private final Node.Mapping file;
  private final Reading reading;
  private final String task;
  private final String section; // that describes the label
  private final boolean later;

  private TaskFit(Pipeline pipeline, Node.Mapping file, Reading reading) {
    learner = pipeline.learner();
    later = pipeline.labels().isPresent();
    section = (later ? PipelineKeys.LABELS : PipelineKeys.INPUT).name();
    this.file = file;
    this.reading = reading;
    task = word(learner.task());
  }

  /** Reports what does not go together. */
  static void check(Pipeline pipeline, Node.Mapping file, Reading reading) {
    TaskFit fit = new TaskFit(pipeline, file, reading);
    fit.label();
    fit.loss();
    fit.labels();
    fit.transform();
    fit.classWeights();
    fit.metrics();
  }

  private void label() {
    String model = learner.model().name();
    Task ofModel = ModelKeys.onlyTask(learner.model()).orElse(learner.task());
    if (ofModel != learner.task()) {
      problem(
          "%s.task %s does not go with model %s, which is for %s; leave it out, or use model.mlp"
              .formatted(section, task, model, word(ofModel)),
          section,
          InputKeys.TASK.name());
    }
    if (learner.task() != Task.BINARY) {
      refuse(InputKeys.POSITIVE.name(), "names one of two classes");
      refuse(InputKeys.THRESHOLD.name(), "makes two classes of a number");
    }
    if (learner.task() != Task.MULTICLASS) {
      refuse(InputKeys.CLASSES.name(), "names several classes");
      refuse(InputKeys.MAX_CLASSES.name(), "bounds several classes");
    }
  }

  private void refuse(String key, String reason) {
    if (file.has(section, key)) {
      problem(
          "%s.%s does not go with model %s: it %s, and the task is %s; remove it"
              .formatted(section, key, learner.model().name(), reason, task),
          section,
          key);
    }
  }

  private void loss() {
    if (!learner.loss().tasks().contains(learner.task())) {
      problem(
          "loss %s does not go with model %s: it is for %s, and the task is %s"
              .formatted(
                  learner.loss().name(),
                  learner.model().name(),
                  learner.loss().tasks().stream()
                      .map(TaskFit::word)
                      .collect(Collectors.joining(", ")),
                  task),
          PipelineKeys.LOSS.name());
    }
  }

  private void labels() {
    for (Key<Boolean> key : LossKeys.FOR_NUMBERS) {
      if (learner.task() != Task.REGRESSION && file.has(key.name())) {
        problem(
            "%s does not go with model %s: it is for labels that are numbers, and the task is %s;"
                    .formatted(key.name(), learner.model().name(), task)
                + " remove it",
            key.name());
      }
    }
  }

  private void transform() {
    String transform = InputKeys.TRANSFORM.name();
    String[] path =
        later ? new String[] {transform} : new String[] {InputKeys.LABEL.name(), transform};
    if (!file.has(section, path)) {
      return;
    }
    LabelHandling labels = learner.labels();
    boolean given = labels.transform() != LabelTransform.NONE;
    String reason = "";
    if (learner.task() != Task.REGRESSION) {
      reason = "it is for labels that are numbers, and the task is " + task;
    } else if (given && learner.loss().hasLogLink()) {
      reason = "loss %s learns a logarithm already".formatted(learner.loss().name());
    } else if (given && !labels.bounded()) {
      reason =
          "label-range free would let a prediction grow as the exponential of what is far from all"
              + " that was seen";
    }
    if (!reason.isEmpty()) {
      problem(
          "%s.%s does not go with this pipeline: %s; remove one of them"
              .formatted(section, String.join(".", path), reason),
          section,
          path);
    }
  }

  private void classWeights() {
    String name = PipelineKeys.CLASS_WEIGHTS.name();
    factors(learner.training().classWeights(), name);
    factors(
        learner.training().augmentation().oversampling(),
        PipelineKeys.AUGMENTATION.name(),
        AugmentationKeys.OVERSAMPLE.name());
  }

  private void factors(ClassWeights factors, String key, String... rest) {
    String path = String.join(".", Stream.concat(Stream.of(key), Stream.of(rest)).toList());
    if (learner.task() == Task.REGRESSION && file.has(key, rest)) {
      problem(
          "%s does not go with model %s: a regression has no classes; %s.weight weighs"
                  .formatted(path, learner.model().name(), section)
              + " examples",
          key,
          rest);
    }
    for (String name : factors.byName().keySet()) {
      unknownClass(name)
          .ifPresent(
              reason ->
                  problem(
                      "%s.%s does not go with %s".formatted(path, name, reason),
                      key,
                      Stream.concat(Stream.of(rest), Stream.of(name)).toArray(String[]::new)));
    }
  }

  /** Returns what says that there is no class of a name, if anything does. */
  private Optional<String> unknownClass(String name) {
    List<String> known = learner.label().classes();
    if (!known.isEmpty() && !known.contains(name)) {
      return Optional.of(section + ".classes, which are " + known);
    }
    boolean twoNumbers = learner.task() == Task.BINARY && learner.label().positive().isEmpty();
    return twoNumbers && !List.of("0", "1", "false", "true").contains(name)
        ? Optional.of(
            "a label without %s.positive; its classes are 0 and 1, or false and true"
                .formatted(section))
        : Optional.empty();
  }

  private void metrics() {
    for (Metric metric : learner.validation().metrics()) {
      metric("validation.metrics", metric, "validation", ValidationKeys.METRICS.name());
    }
    learner
        .earlyStopping()
        .ifPresent(
            stopping ->
                metric(
                    "early-stopping.metric",
                    stopping.metric(),
                    "early-stopping",
                    ValidationKeys.STOPPING_METRIC.name()));
  }

  private void metric(String where, Metric metric, String section, String key) {
    if (!metric.isFor(learner.task())) {
      String allowed =
          Metric.all(learner.task()).stream().map(Metric::label).collect(Collectors.joining(", "));
      problem(
          "%s %s does not go with a %s task; allowed: %s"
              .formatted(where, metric.label(), task, allowed),
          section,
          key);
    }
  }

  private void problem(String message, String key, String... rest) {
    reading.problem(file.lineOf(key, rest), message);
  }

  private static String word(Task task) {
    return task.name().toLowerCase(Locale.ROOT);
  }
}
