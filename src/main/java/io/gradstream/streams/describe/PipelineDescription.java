package io.gradstream.streams.describe;

import static io.gradstream.streams.describe.TrainingDescription.plain;

import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.learn.EarlyStopping;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.pipeline.OnDataLoss;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopology;
import io.gradstream.streams.StreamsSettings;
import io.gradstream.streams.TrainerParts;
import io.gradstream.streams.output.OutputBounds;
import io.gradstream.streams.output.Outputs;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Says for people what a pipeline is made of. */
public final class PipelineDescription {

  private final Pipeline pipeline;
  private final boolean repartitioned;
  private final StringBuilder text = new StringBuilder();

  /** Describes a pipeline whose input topic has so many partitions. */
  public PipelineDescription(Pipeline pipeline, int partitions) {
    this.pipeline = pipeline;
    this.repartitioned = PipelineApplication.repartitioned(pipeline, partitions);
  }

  /** Returns the description, lines of text. */
  public String text() {
    learner(pipeline.learner());
    topics();
    store();
    line("");
    line("Topology");
    PipelineTopology.build(parts())
        .describe()
        .toString()
        .lines()
        .skip(1) // "Topologies:"
        .filter(line -> !line.isBlank())
        .forEach(line -> text.append(line.substring(1)).append('\n'));
    return text.toString();
  }

  private void learner(LearnerRule rule) {
    line("Pipeline %s", pipeline.name());
    line("  input       %s", Encodings.input(pipeline.input()));
    line("  output      %s", Encodings.output(pipeline.output().encoding()));
    line("  label       %s", rule.label().description());
    LabelsDescription.of(pipeline).forEach((name, text) -> line("  %-11s %s", name, text));
    rule.weight().ifPresent(field -> line("  weight      %s", field));
    for (Feature feature : rule.features()) {
      line("  %-11s %s", feature.kind(), settings(feature));
    }
    line("  model       %s", rule.model().description());
    line("  loss        %s", rule.loss().name());
    if (rule.task() == Task.REGRESSION) {
      line("  labels      %s", labels(rule));
    }
    line(
        "  parameters  %,d at first, before any category has appeared; %d moments each",
        new Learner(rule).predictor().parameterCount(), rule.training().optimizer().moments());
    TrainingDescription.of(rule.training()).forEach((name, text) -> line("  %-11s %s", name, text));
    line(
        "  validation  windows of %,d: %s",
        rule.validation().window(),
        rule.validation().metrics().stream().map(Metric::label).collect(Collectors.joining(", ")));
    line("  data loss   %s", dataLoss(pipeline.onDataLoss()));
    line("  stopping    %s", rule.earlyStopping().map(this::stopping).orElse("never"));
  }

  private static String dataLoss(OnDataLoss policy) {
    return switch (policy) {
      case FAIL -> "ends";
      case CONTINUE -> "goes on, with a warning and a decision";
      case BY_CAUSE ->
          "goes on past deleted records, with a warning and a decision; does not start where offsets are gone";
    };
  }

  private static String labels(LearnerRule rule) {
    String unit =
        rule.loss().hasLogLink() ? "over their running mean" : "by running mean and deviation";
    String transform =
        rule.labels().transform() == LabelTransform.NONE ? "" : "as log(1 + label), ";
    return "learned %s%s, predicted %s"
        .formatted(
            transform,
            rule.labels().scaled() ? unit : "as they are",
            rule.labels().bounded() ? "within those seen" : "freely");
  }

  /** What it reads and how: its description without the name, which stands in front already. */
  private static String settings(Feature feature) {
    String text = feature.description();
    String kind = feature.kind() + ": ";
    return text.startsWith(kind) ? text.substring(kind.length()) : text;
  }

  private String stopping(EarlyStopping stopping) {
    StringJoiner reasons = new StringJoiner(", or ");
    String metric = stopping.metric().label();
    reasons.add(
        "%s no better than the best checkpoint by %s in %d windows in a row"
            .formatted(metric, stopping.minDelta(), stopping.patience()));
    stopping.target().ifPresent(target -> reasons.add(metric + " reaches " + plain(target)));
    if (stopping.minUpdate() > 0) {
      reasons.add("steps change the weights by less than " + plain(stopping.minUpdate()));
    }
    if (stopping.maxSteps() != EarlyStopping.NO_LIMIT) {
      reasons.add("%,d steps are taken".formatted(stopping.maxSteps()));
    }
    return reasons + ", then " + stopping.onStop().name().toLowerCase(Locale.ROOT);
  }

  private void topics() {
    line("");
    line("Topics");
    line("  %-36s input", pipeline.input().topic());
    pipeline.readsLabels().ifPresent(labels -> line("  %-36s labels", labels.source().topic()));
    if (repartitioned) {
      line("  %-36s every record again, one partition", internal("trainer-repartition"));
    }
    line("  %-36s one for each record that can be used", pipeline.predictionsTopic());
    if (pipeline.labels().isPresent()) {
      line("  %-36s one for each label that met its prediction", pipeline.outcomesTopic());
    }
    line("  %-36s one for each full window", pipeline.metricsTopic());
    line("  %-36s stops, reduced rates, dropped steps, warnings", pipeline.decisionsTopic());
    line("  %-36s records that cannot be used", pipeline.deadLettersTopic());
    line("  %-36s changelog of the store", internal(PipelineTopology.STORE + "-changelog"));
    if (pipeline.labels().isPresent()) {
      line("  records of the input = predictions + their dead letters");
      line("  predictions = outcomes + unlabelled + waiting, as each full window tells");
    }
  }

  private void store() {
    line("");
    line("Store");
    line("  %-36s in memory; written at every commit", PipelineTopology.STORE);
  }

  private String internal(String suffix) {
    return StreamsSettings.applicationId(pipeline) + "-" + suffix;
  }

  private TrainerParts parts() {
    Optional<SchemaRegistry> registry = Optional.of(new InMemorySchemaRegistry());
    return new TrainerParts(
        pipeline,
        registry,
        Outputs.register(pipeline, registry),
        OutputBounds.ofBytes(StreamsSettings.DEFAULT_MAX_BYTES),
        Duration.ZERO,
        repartitioned,
        new AtomicBoolean());
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
