package io.gradstream.pipeline.file;

import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Training;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.core.race.Mixing;
import io.gradstream.core.race.Race;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Quoted;
import io.gradstream.pipeline.declare.Reading;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Refuses what does not go with labels in records of their own, or with none of them. */
final class LabelsFit {

  private static final String INPUT = PipelineKeys.INPUT.name();
  private static final String LABELS = PipelineKeys.LABELS.name();
  private static final String KEY = InputKeys.KEY.name();

  /** What describes the label where records carry it. */
  static final List<Key<?>> OF_THE_LABEL =
      List.of(
          InputKeys.LABEL,
          InputKeys.TASK,
          InputKeys.POSITIVE,
          InputKeys.THRESHOLD,
          InputKeys.CLASSES,
          InputKeys.MAX_CLASSES,
          InputKeys.WEIGHT);

  private final Pipeline pipeline;
  private final LearnerRule learner;
  private final Node.Mapping file;
  private final Reading reading;

  private LabelsFit(Pipeline pipeline, Node.Mapping file, Reading reading) {
    this.pipeline = pipeline;
    this.learner = pipeline.learner();
    this.file = file;
    this.reading = reading;
  }

  /** Reports labels that are described twice, or not at all, by the keys that a file has. */
  static void checkPlaces(Node.Mapping file, Reading reading) {
    if (file.find(INPUT).map(Node.Entry::value).orElse(file) instanceof Node.Mapping input
        && input != file) {
      if (file.has(LABELS)) {
        OF_THE_LABEL.forEach(key -> inInput(key.name(), input, reading));
      } else {
        inLabels(input, reading);
      }
    }
    if (file.find(LABELS).map(Node.Entry::value).orElse(file) instanceof Node.Mapping labels
        && labels != file) {
      topicOf(labels, reading);
    }
  }

  private static void topicOf(Node.Mapping labels, Reading reading) {
    boolean apart =
        labels
            .find(LabelsKeys.SAME_TOPIC.name())
            .map(same -> same.value() instanceof Node.Scalar word && word.text().equals("false"))
            .orElse(true);
    if (apart && !labels.has(LabelsKeys.TOPIC.name())) {
      reading.problem(
          labels.line(),
          "labels.topic is required, or 'same-topic: true' where labels come with later records of"
              + " the input's topic");
    }
  }

  private static void inInput(String key, Node.Mapping input, Reading reading) {
    if (input.has(key)) {
      reading.problem(
          input.lineOf(key),
          "input.%s: with `labels` the label is described there, as labels.%s; move it"
              .formatted(key, key.equals(InputKeys.LABEL.name()) ? LabelsKeys.FIELD.name() : key));
    }
  }

  private static void inLabels(Node.Mapping input, Reading reading) {
    if (!input.has(InputKeys.LABEL.name())) {
      reading.problem(
          input.line(),
          "input.label is required; for example 'label: delayed', or `labels` for labels in records"
              + " of their own");
    }
    if (input.has(KEY)) {
      reading.problem(
          input.lineOf(KEY),
          "input.key is the key by which labels of their own find their records, and there are no"
              + " `labels`; remove it, or describe them");
    }
  }

  /** Reports what does not go together. */
  static void check(Pipeline pipeline, Node.Mapping file, Reading reading) {
    pipeline.labels().ifPresent(new LabelsFit(pipeline, file, reading)::labels);
  }

  /** Returns a pipeline whose race mixes as it should, if its file leaves that open. */
  static Pipeline mixed(Pipeline pipeline, Node.Mapping file) {
    return pipeline.labels().isEmpty() || givesMixer(file) ? pipeline : delayed(pipeline);
  }

  /** Tells whether a file says how a race mixes. */
  static boolean givesMixer(Node.Mapping file) {
    return file.has(PipelineKeys.OPTIMIZER.name(), RaceKeys.RACE.name(), RaceKeys.MIXER.name());
  }

  /** Returns a pipeline whose race, if it has one, mixes as it should where labels come later. */
  static Pipeline delayed(Pipeline pipeline) {
    Training training = pipeline.learner().training();
    if (!(training.optimizer() instanceof Race race)) {
      return pipeline;
    }
    return pipeline.withLearner(
        pipeline
            .learner()
            .withTraining(
                new Training(
                    new Race(race.members(), Mixing.DELAYED),
                    training.schedule(),
                    training.plateau(),
                    training.batching(),
                    training.clipping(),
                    training.penalties(),
                    training.classWeights(),
                    training.augmentation(),
                    training.pretraining())));
  }

  private void labels(Labels labels) {
    topic(labels);
    written(labels);
    keys(labels);
    weight();
    unlabelled();
  }

  private void topic(Labels labels) {
    if (!labels.sameTopic() && labels.source().topic().equals(pipeline.input().topic())) {
      problem(
          "labels.topic %s does not go with input.topic, which is the same; write 'same-topic: true' in"
                  .formatted(Quoted.of(labels.source().topic()))
              + " its place, if later records of that topic bring the labels",
          LABELS,
          LabelsKeys.TOPIC.name());
    }
  }

  /** What a file says of labels alone is checked where it stands; the rest comes from the input. */
  private void written(Labels labels) {
    String schema = InputKeys.SCHEMA.name();
    if (file.has(LABELS, schema) && labels.source().encoding() instanceof Encoding.Json) {
      problem(
          "labels.schema does not go with input.format json, as which labels are read, too: only Avro"
              + " has versions in a registry; remove it, or give labels.format",
          LABELS,
          schema);
    }
  }

  private void keys(Labels labels) {
    List<String> ofInput = learner.delay().orElseThrow().key();
    String label = learner.label().field();
    if (ofInput.contains(label)) {
      problem(
          "input.key %s does not go with labels.field, which is the same: the label is not known when"
                  .formatted(Quoted.of(label))
              + " its record comes; name other fields",
          INPUT,
          KEY);
    } else if (labels.key().contains(label)) {
      problem(
          "labels.key %s does not go with labels.field, which is the same; name fields by which a"
                  .formatted(Quoted.of(label))
              + " label finds its record",
          LABELS,
          KEY);
    }
    int here = Math.max(1, ofInput.size()); // a record's own key is one
    int there = Math.max(1, labels.key().size());
    if (here != there) {
      problem(
          "labels.key, %s, does not go with input.key, %s: they are compared, and would never be equal"
              .formatted(shown(labels.key()), shown(ofInput)),
          LABELS,
          KEY);
    }
  }

  private static String shown(List<String> key) {
    return switch (key.size()) {
      case 0 -> "the record's own";
      case 1 -> "one field";
      default -> key.size() + " fields";
    };
  }

  /** One slot of a row cannot hold two values, and the label's record comes with its own. */
  private void weight() {
    String weight = learner.weight().orElse("");
    String key = InputKeys.WEIGHT.name();
    if (learner.features().stream().anyMatch(feature -> fields(feature).anyMatch(weight::equals))) {
      problem(
          "labels.weight %s does not go with features, of which it is one: they are read of the record"
                  .formatted(Quoted.of(weight))
              + " that is predicted, the weight of its label's; give the weight a field with another"
              + " name",
          LABELS,
          key);
    } else if (learner.delay().orElseThrow().key().contains(weight)) {
      problem(
          "labels.weight %s does not go with input.key, which is the same; name another field"
              .formatted(Quoted.of(weight)),
          LABELS,
          key);
    }
  }

  private static Stream<String> fields(Feature feature) {
    return Stream.of(feature.numbers(), feature.categories(), feature.instants(), feature.bags())
        .flatMap(List::stream);
  }

  private void unlabelled() {
    String key = LabelsKeys.UNLABELLED.name();
    String task = learner.task().name().toLowerCase(Locale.ROOT);
    OptionalDouble label = learner.delay().orElseThrow().unlabelled();
    boolean negative =
        file.find(LABELS).map(Node.Entry::value).orElse(file) instanceof Node.Mapping labels
            && labels.find(key).map(Node.Entry::value).orElse(labels) instanceof Node.Scalar value
            && value.text().equals("negative");
    if (negative && learner.task() != Task.BINARY) {
      problem(
          "labels.unlabelled negative does not go with a %s task: it is one of two classes; allowed: %s"
              .formatted(task, learner.task() == Task.REGRESSION ? "drop, a number" : "drop"),
          LABELS,
          key);
    } else if (!negative && label.isPresent() && learner.task() != Task.REGRESSION) {
      problem(
          "labels.unlabelled as a number does not go with a %s task: it is for regressions; allowed: %s"
              .formatted(task, learner.task() == Task.BINARY ? "drop, negative" : "drop"),
          LABELS,
          key);
    } else if (label.isPresent() && !negative && !canBeLearned(label.getAsDouble())) {
      problem(
          "labels.unlabelled %s does not go with %s, which cannot learn such a label"
              .formatted(
                  Decimal.text(label.getAsDouble()),
                  learner.labels().transform() == LabelTransform.NONE
                      ? "loss " + learner.loss().name()
                      : "transform log1p"),
          LABELS,
          key);
    }
  }

  private boolean canBeLearned(double label) {
    return learner.labels().transform().accepts(label) && learner.loss().accepts(label);
  }

  private void problem(String message, String key, String... rest) {
    reading.problem(file.lineOf(key, rest), message);
  }
}
