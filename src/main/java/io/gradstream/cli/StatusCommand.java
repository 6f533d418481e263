package io.gradstream.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.Elapsed;
import io.gradstream.core.text.Figures;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.report.MetricNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how a pipeline is that runs somewhere. */
@Command(
    name = "status",
    description = {
      "Say how a pipeline is: group, lag, last window, decisions, dead letters.",
      "It reads topics and changes nothing. The exit code is 0 if the group is stable, else 1."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream status examples/flights/pipeline.yaml",
      "  gradstream status --json examples/flights/pipeline.yaml"
    })
final class StatusCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN_METRICS = 3;

  @Mixin private PipelineParameter parameter;

  @Option(names = "--json", description = "Print one JSON object, with every field.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Pipeline pipeline = parameter.readWithBrokers().asWritten();
    if (pipeline.output().encoding() instanceof Encoding.Avro) {
      parameter.requireRegistry(pipeline);
    }
    PipelineStatus status = PipelineStatus.of(pipeline);
    if (json) {
      out().println(json(status));
    } else {
      print(pipeline, status);
    }
    out().flush();
    return status.group().isStable() ? 0 : 1;
  }

  /** Records of Avro are JSON by their own text. */
  private static String json(PipelineStatus status) throws IOException {
    ObjectNode object = JSON.valueToTree(status.fields());
    for (String records : List.of("windows", "decisions")) {
      var parsed = JSON.createArrayNode();
      for (var text : object.withArray(records)) {
        parsed.add(JSON.readTree(text.asText()));
      }
      object.set(records, parsed);
    }
    return JSON.writeValueAsString(object);
  }

  private void print(Pipeline pipeline, PipelineStatus status) {
    GroupStatus group = status.group();
    out().printf("%s: %s%n", group.name(), sentence(group));
    group
        .members()
        .forEach(
            member ->
                out()
                    .printf(
                        "  member  %s at %s, partitions: %d%n",
                        member.client(), member.host(), member.partitions()));
    out().printf("%ninput %s: lag %,d%n", pipeline.input().topic(), status.lag());
    boolean forwarded = !status.forwarded().isEmpty();
    status.partitions().forEach(each -> print(each, forwarded ? "forwarded" : "learned"));
    if (forwarded) {
      out().println("forwarded to one trainer:");
      status.forwarded().forEach(each -> print(each, "learned"));
    }
    out().println();
    status.windows().forEach((trainer, window) -> print(pipeline, trainer, window));
    if (status.windows().isEmpty()) {
      out().println("no window is full yet");
    }
    out().println();
    status.decisions().forEach(this::print);
    if (status.decisions().isEmpty()) {
      out().println("no decision yet");
    }
    out().println();
    printDeadLetters(status);
  }

  private void print(GroupStatus.Partition each, String what) {
    out()
        .printf(
            "  partition %d: %s up to offset %,d of %,d, lag %,d%n",
            each.partition(), what, each.committed(), each.end(), each.lag());
  }

  private static String sentence(GroupStatus group) {
    return switch (group.state()) {
      case "stable" -> "at work (stable)";
      case "none" -> "has never run here: there is no group of this name";
      case "empty", "dead" -> "not running: no instance is in its group";
      default -> "not at work yet or just now (" + group.state() + ")";
    };
  }

  private void print(Pipeline pipeline, int trainer, GenericRecord window) {
    out()
        .printf(
            Locale.ROOT,
            "window %s of trainer %d, until %s, model version %s%s%n",
            window.get("window"),
            trainer,
            RecordPrinter.time((Long) window.get("last_time")),
            window.get("version"),
            (Boolean) window.get("learning") ? "" : ", stopped learning");
    String constant = Baseline.MAJORITY.title(pipeline.learner().task());
    pipeline.learner().validation().metrics().stream()
        .limit(SHOWN_METRICS)
        .forEach(
            metric ->
                out()
                    .printf(
                        "  %-10s model %s, no change %s, " + constant + " %s%n",
                        MetricNames.of(metric),
                        figure(window.get("model"), metric),
                        figure(window.get("no_change"), metric),
                        figure(window.get("majority"), metric)));
    printLabels(window);
  }

  private void printLabels(GenericRecord window) {
    if (window.hasField("labels") && window.get("labels") instanceof GenericRecord labels) {
      out()
          .printf(
              Locale.ROOT,
              "  labels     %,d outcomes, %,d unlabelled, %,d waiting of %,d predictions; in the median"
                  + " after %s, 95 %% within %s%n",
              (Long) labels.get("outcomes"),
              (Long) labels.get("unlabelled"),
              (Long) labels.get("waiting"),
              (Long) labels.get("predictions"),
              age(labels.get("age_median")),
              age(labels.get("age_95")));
    }
  }

  private static String age(@Nullable Object millis) {
    return Elapsed.of(millis instanceof Double known ? known : Double.NaN);
  }

  private static String figure(@Nullable Object scores, Metric metric) {
    Object value = scores instanceof GenericRecord record ? record.get(metric.field()) : null;
    return value == null ? "-" : Figures.one((Double) value);
  }

  private void print(GenericRecord decision) {
    out()
        .printf(
            "decision at %s: %s, %s: %s%n",
            RecordPrinter.time((Long) decision.get("time")),
            decision.get("kind"),
            decision.get("action"),
            decision.get("reason"));
  }

  private void printDeadLetters(PipelineStatus status) {
    long count = status.deadLetters().values().stream().mapToLong(Long::longValue).sum();
    out()
        .printf(
            "dead letters: %,d%s%n",
            count, status.allDeadLetters() ? "" : " of the newest; there are more");
    status.deadLetters().forEach((reason, of) -> out().printf("  %s: %,d%n", reason, of));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
