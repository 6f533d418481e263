package io.gradstream.pipeline.file;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.OutlierRule;
import io.gradstream.core.learn.Augmentation;
import io.gradstream.core.learn.ClassWeights;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Penalties;
import io.gradstream.core.learn.Training;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.Pretraining;
import io.gradstream.pipeline.Http;
import io.gradstream.pipeline.Lineage;
import io.gradstream.pipeline.OnDataLoss;
import io.gradstream.pipeline.OnError;
import io.gradstream.pipeline.Output;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import io.gradstream.pipeline.Topics;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Declares a pipeline file: every key with its type, range, default and sentence.
 *
 * <p>Everything else about keys comes from here: how files are read and checked, the values of what
 * a file leaves out, and {@code docs/configuration.md}.
 */
final class PipelineKeys {

  /** Leaves room for {@code .dead-letters} and Kafka Streams' own suffixes within 249. */
  private static final int LONGEST_NAME = 200;

  private static final Key<String> NAME =
      Key.required(
          "pipeline",
          Text.kafkaName(LONGEST_NAME),
          "flight-delays",
          "The pipeline's name: its application id in Kafka and the first part of its topics. A"
              + " new name begins a new model.");

  static final Key<InputKeys.Source> INPUT =
      Key.required(
          "input",
          InputKeys.TYPE,
          "{topic: flights, label: delayed}",
          "Where records come from, and which of their fields is the label.");

  static final Key<LabelsKeys.Written> LABELS =
      Key.optional(
          "labels",
          LabelsKeys.TYPE,
          "every record carries its label, or none",
          "{topic: arrivals, field: delayed, wait: 24h}",
          "Labels that are in records of their own and come later: a record is predicted when it"
              + " arrives and waits; when its label comes, the prediction that was made then is judged,"
              + " and the model learns. In place of `input.label` and all that describes it there.");

  static final String FEATURES_NAME = "features";

  private static final Key<List<Feature>> FEATURES =
      Key.required(
          FEATURES_NAME,
          new Forms<>(List.of(FeatureKeys.TYPE, Words.word("auto", List.<Feature>of()))),
          "\n  - standard: [distance, temp, pressure]\n  - one-hot: [month, carrier, dest]",
          "How fields become numbers, encoder by encoder: a list of entries with one encoder each,"
              + " as a list of fields or with settings, as in"
              + " `hats: {fields: [distance, temp], missing: zero}`. `auto` chooses by the types of"
              + " the input's schema when the pipeline starts and says what: numbers hats,"
              + " or standard for a network, which makes curves of its own;"
              + " strings, enums and booleans one-hot; arrays bag; dates and timestamps cyclic, in UTC. A schema"
              + " by which it would choose otherwise does not fit the stored model.");

  static final Key<ModelKeys.Model> MODEL =
      Key.required("model", ModelKeys.TYPE, "logistic", "The model that learns.");

  static final Key<OptimizerKeys.Step> OPTIMIZER =
      Key.optional(
          "optimizer",
          OptimizerKeys.TYPE,
          "`race` for linear, logistic and softmax, `rmsprop` for mlp",
          "{adam: {learning-rate: 0.01}, batch-size: 1}",
          "How the model learns: one rule, by its name alone or with settings, and what all"
              + " rules share. The rate, the batch size and clipping may change between runs"
              + " of a pipeline; another rule does not fit the stored model.");

  static final Key<Loss> LOSS =
      Key.optional(
          "loss",
          LossKeys.TYPE,
          "log for binary, softmax for multiclass, squared for regression",
          "{log: {label-smoothing: 0.05}}",
          "What is minimised.");

  static final Key<Double> OUTLIERS =
      Key.withDefault(
              "outliers",
              new Forms<>(
                  List.of(
                      new Decimal(OutlierRule.BEYOND),
                      Words.word("keep", OutlierRule.NONE.beyond()))),
              "10",
              "A number that lies farther outside of what its column had than so many times the"
                  + " width of that range, and more while few were seen, counts as the nearest seen:"
                  + " in statistics, in its encoding and in what is remembered; so do the labels"
                  + " of a regression, and weights. Metrics count them, decisions name them; if they"
                  + " keep coming (more than one in 17) they count as they are. `keep` believes every"
                  + " number.")
          .withExample("20");

  static final Key<Map<String, Double>> CLASS_WEIGHTS =
      Key.optional(
          "class-weights",
          AugmentationKeys.factors(new Decimal(ClassWeights.FACTOR)),
          "every class counts 1",
          "balanced",
          "By how much a record counts in learning for its class: `balanced`, by the inverse of the"
              + " class's share of the labels so far, within 0.1 and 10; or numbers by the class's"
              + " name, 1 for a class that is not named. Metrics count every record alike.");

  static final Key<Penalties> REGULARIZATION =
      Key.withDefault(
              "regularization",
              RegularizationKeys.TYPE,
              "{}",
              "What keeps weights small; l1 and l2 together are the elastic net.")
          .withExample("{l2: 0.0001}");

  static final Key<Augmentation> AUGMENTATION =
      Key.withDefault(
              "augmentation",
              AugmentationKeys.TYPE,
              "{}",
              "What is made of a record before it is learned, never before it is predicted or judged;"
                  + " for networks above all.")
          .withExample("{jitter: 0.05, mask: 0.1, oversample: balanced}");

  static final Key<Pretraining> PRETRAIN =
      Key.optional(
          "pretrain",
          PretrainKeys.TYPE,
          "labels are learned from the first record on",
          "{records: 10000}",
          "Hidden layers first learn to reconstruct their inputs, one after the other (denoising"
              + " autoencoders), while predictions go out and nothing is learned from labels; then"
              + " the network is fine-tuned as usual. For a model that has learned nothing yet.");

  static final Key<ValidationKeys.Windows> VALIDATION =
      Key.withDefault(
              "validation",
              ValidationKeys.VALIDATION,
              "{}",
              "How predictions are judged: each is made before its label is learned from, and"
                  + " every full window is reported.")
          .withExample("{window: 5000, metrics: [log-loss, accuracy, auc]}");

  static final Key<ValidationKeys.Stopping> EARLY_STOPPING =
      Key.optional(
          "early-stopping",
          ValidationKeys.EARLY_STOPPING,
          "learning never stops",
          "{metric: log-loss, patience: 10, min-delta: 0.001, on-stop: rollback}",
          "When to stop learning. The best checkpoint is scored beside the live model on the same"
              + " records, for losses of different windows cannot be compared.");

  private static final Key<Output> OUTPUT =
      Key.withDefault(
              "output",
              EncodingKeys.OUTPUT,
              "{}",
              "How predictions, metrics and decisions are written; dead letters keep their bytes.")
          .withExample("{format: avro}");

  private static final Key<Integer> SEED =
      Key.withDefault(
              "seed",
              new Whole(0, Integer.MAX_VALUE),
              "0",
              "Where all that is random comes from: first weights, dropped units, shuffling,"
                  + " noise. The same seed"
                  + " and the same records give the same model, bit for bit.")
          .withExample("1");

  private static final Key<Scale> SCALE =
      Key.withDefault(
          "scale",
          Words.of(Scale.values(), "keyed", "averaged"),
          "single",
          "`single`: one model; an input with several partitions is repartitioned to one."
              + " `partition`: an independent model for each partition of the input.");

  private static final Key<OnDataLoss> ON_DATA_LOSS =
      Key.optional(
          "on-data-loss",
          Words.of(new OnDataLoss[] {OnDataLoss.FAIL, OnDataLoss.CONTINUE}),
          "goes on past records that were deleted unread, with a warning and a decision; refuses to"
              + " start where offsets are gone or were moved back, or the topic was made again",
          "fail",
          "What to do when input records are lost or would come a second time: `fail` ends, or does"
              + " not start, and says what is lost and what to do; `continue` goes on, with a warning"
              + " and a decision, and learns nothing twice.");

  private static final Key<OnError> ON_ERROR =
      Key.withDefault(
              "on-error",
              Words.of(OnError.values()),
              "fail",
              "What to do when the learner fails at a record, which is a fault of the program:"
                  + " `fail` ends the pipeline, and again at each start; `dead-letter` takes the model"
                  + " back to its last commit, makes the record a dead letter (`LEARNER_FAILED`) and"
                  + " goes on.")
          .withExample("dead-letter");

  private static final Key<Http> HTTP =
      Key.withDefault(
              "http",
              HttpKeys.TYPE,
              "{}",
              "How the pipeline is asked over HTTP, by `run` and `score`: predictions within a request.")
          .withExample("{port: 8080}");

  private static final Key<Lineage> LINEAGE =
      Key.optional(
          "lineage",
          LineageKeys.TYPE,
          "no events are made",
          "{url: http://localhost:5000/api/v1/lineage}",
          "Where `run` sends events of OpenLineage: which topics it reads and writes, that it began,"
              + " runs and ended.");

  private static final Key<Topics> TOPICS =
      Key.withDefault(
              "topics",
              TopicsKeys.TOPICS,
              "{}",
              "What topics get that gradstream creates; existing topics are left as they are.")
          .withExample("{partitions: 1, replication-factor: 3}");

  private static final Key<Map<String, String>> KAFKA =
      Key.withDefault(
              "kafka",
              TopicsKeys.KAFKA,
              "{}",
              "Settings of Kafka's clients, Kafka Streams and the schema registry by their own"
                  + " names, passed through untouched, security included.")
          .withExample(
              "\n  bootstrap.servers: \"${KAFKA_BOOTSTRAP_SERVERS:localhost:9092}\""
                  + "\n  schema.registry.url: \"${SCHEMA_REGISTRY_URL:http://localhost:8081}\"");

  static final Section<Pipeline> TYPE =
      new Section<>(
          List.of(
              NAME,
              INPUT,
              LABELS,
              FEATURES,
              MODEL,
              LOSS,
              LossKeys.LABEL_SCALE,
              LossKeys.LABEL_RANGE,
              OUTLIERS,
              CLASS_WEIGHTS,
              OPTIMIZER,
              REGULARIZATION,
              AUGMENTATION,
              PRETRAIN,
              VALIDATION,
              EARLY_STOPPING,
              SEED,
              OUTPUT,
              SCALE,
              ON_DATA_LOSS,
              ON_ERROR,
              HTTP,
              LINEAGE,
              TOPICS,
              KAFKA),
          PipelineKeys::pipeline);

  private PipelineKeys() {}

  private static Pipeline pipeline(Values values) {
    InputKeys.Source source = values.get(INPUT);
    return new Pipeline(
        values.get(NAME),
        source.input(),
        values.find(LABELS).map(labels -> labels.of(source)),
        learner(source, values),
        values.get(OUTPUT),
        values.get(SCALE),
        values.get(TOPICS),
        values.get(KAFKA),
        values.find(ON_DATA_LOSS).orElse(OnDataLoss.BY_CAUSE),
        values.get(ON_ERROR),
        values.get(HTTP),
        values.find(LINEAGE));
  }

  private static LearnerRule learner(InputKeys.Source source, Values values) {
    ModelKeys.Model model = values.get(MODEL);
    OptimizerKeys.Step step = values.find(OPTIMIZER).orElseGet(model::usualStep);
    Optional<LabelsKeys.Written> later = values.find(LABELS);
    InputKeys.Label described =
        later.map(LabelsKeys.Written::label).or(source::label).orElse(InputKeys.NO_LABEL);
    LabelRule label = described.rule(model.task().orElse(Task.BINARY));
    Loss loss = values.find(LOSS).orElseGet(() -> model.loss().apply(label.task()));
    LabelHandling labels =
        label.task() == Task.REGRESSION
            ? new LabelHandling(
                values.get(LossKeys.LABEL_SCALE),
                values.get(LossKeys.LABEL_RANGE),
                described.transform())
            : LabelHandling.PLAIN;
    return new LearnerRule(
        label,
        values.get(FEATURES),
        model.rule(),
        loss,
        labels,
        training(step, loss, labels, values),
        values.get(VALIDATION).of(label.task()),
        values.find(EARLY_STOPPING).map(stopping -> stopping.of(label.task())),
        described.weight(),
        new OutlierRule(values.get(OUTLIERS)),
        later.map(written -> written.delay(source)),
        values.get(SEED));
  }

  private static Training training(
      OptimizerKeys.Step step, Loss loss, LabelHandling labels, Values values) {
    return new Training(
        step.optimizer(),
        step.schedule(),
        step.plateau(),
        step.batching(),
        step.clipping(loss, labels),
        values.get(REGULARIZATION),
        values.find(CLASS_WEIGHTS).map(AugmentationKeys::classWeights).orElse(ClassWeights.NONE),
        values.get(AUGMENTATION),
        values.find(PRETRAIN));
  }
}
