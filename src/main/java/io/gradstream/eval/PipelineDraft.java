package io.gradstream.eval;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import io.gradstream.csv.CsvException;
import io.gradstream.eval.ColumnUse.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A pipeline file to start from: what becomes of each column is decided by the looks of a sample,
 * and of several ways to encode them the one is written that predicts the sample best.
 */
public final class PipelineDraft {

  /** With fewer labels nothing that is tried says anything. */
  private static final int FEWEST = 50;

  private final Sample sample;
  private final String label;
  private final Target target;
  private final Function<String, LearnerRule> reader;
  private final Optional<LateDraft> late;
  private final LabelCheck check;
  private final Encoders encoders;

  /**
   * Where the pipeline reads from.
   *
   * @param topic the input topic
   * @param json whether its records are JSON
   * @param servers the brokers that were named, if any
   * @param registry the schema registry that was named, if any
   */
  public record Target(
      String topic, boolean json, Optional<String> servers, Optional<String> registry) {

    /** A topic of Avro at addresses that the environment will give. */
    static Target of(String topic) {
      return new Target(topic, false, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Looks at a sample.
   *
   * @param label the column to predict
   * @param reader makes a learner of the text of a pipeline file
   * @throws CsvException if there is no such column, or nothing can be learned of it
   */
  public PipelineDraft(
      Sample sample, String label, Target target, Function<String, LearnerRule> reader) {
    this(sample, label, target, reader, Optional.empty());
  }

  /**
   * Looks at a sample whose labels come later.
   *
   * @param reader makes a learner of the text of a pipeline file
   * @throws CsvException if nothing can be learned of the label
   */
  public PipelineDraft(LateSample late, Target target, Function<String, LearnerRule> reader) {
    this(late.sample(), late.columns().label(), target, reader, Optional.of(new LateDraft(late)));
  }

  private PipelineDraft(
      Sample sample,
      String label,
      Target target,
      Function<String, LearnerRule> reader,
      Optional<LateDraft> late) {
    this.sample = sample;
    this.label = label;
    this.late = late;
    this.target = target;
    this.reader = reader;
    check = LabelCheck.of(sample.require(label));
    check.require();
    encoders = new Encoders(sample, uses());
  }

  /** Leaks are better than nothing: who has no other column may have none. */
  private Map<String, ColumnUse> uses() {
    Map<String, ColumnUse> found = ColumnUse.of(sample, Optional.of(label));
    if (new Encoders(sample, found).isEmpty()) {
      found = ColumnUse.withLeaks(sample, label);
    }
    if (new Encoders(sample, found).isEmpty()) {
      StringBuilder reasons = new StringBuilder("no column is left to learn from:");
      found.forEach(
          (name, use) ->
              reasons.append("%n  %s: %s".formatted(Yaml.comment(name), Yaml.comment(use.note()))));
      throw new CsvException(reasons.toString());
    }
    return found;
  }

  /** Returns the file's text. */
  public String text() {
    int labels = sample.rows() - sample.require(label).missing();
    if (labels < FEWEST) {
      String few = "# Only %,d rows have a label: too few to tell what predicts it.%n";
      return file(Candidate.of("", encoders), few.formatted(labels), "");
    }
    Contest contest =
        new Contest(
            sample,
            sample.require(label),
            late.map(LateDraft::late),
            encoders,
            candidate -> reader.apply(file(candidate, "", "")));
    String offers = new PastOffers(sample, label, contest, late.isPresent()).text();
    return file(contest.best().candidate(), figures(contest), offers);
  }

  private String figures(Contest contest) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# Tried on the first %,d rows, each %s (%s, less is better):%n"
            .formatted(
                contest.rows(),
                late.isPresent()
                    ? "learned when its label was known"
                    : "predicted before it was learned",
                contest.metric().label()));
    text.append(losses(contest));
    for (Baseline baseline : List.of(Baseline.MAJORITY, Baseline.NO_CHANGE)) {
      if (!contest.beats(contest.best(), baseline)) {
        text.append(
            "# It is no better than %s: these columns tell little of the label.%n"
                .formatted(
                    baseline == Baseline.MAJORITY
                        ? "looking at the labels so far"
                        : "saying the last label again"));
        break;
      }
    }
    return text.toString();
  }

  private static String losses(Contest contest) {
    double majority = contest.loss(Baseline.MAJORITY);
    double noChange = contest.loss(Baseline.NO_CHANGE);
    Figures figures =
        Figures.of(
            DoubleStream.concat(
                    contest.tried().stream().mapToDouble(Contest.Tried::loss),
                    DoubleStream.of(majority, noChange))
                .toArray());
    TextTable table =
        new TextTable(Column.left("").atLeast(34), Column.right("").atLeast(10), Column.left(""));
    for (Contest.Tried tried : contest.tried()) {
      String mark = tried == contest.best() ? " <- this file" : "";
      table.add(tried.candidate().name(), figures.text(tried.loss()), mark);
    }
    table.add("share or mean of labels so far", figures.text(majority), "");
    table.add("the last label again", figures.text(noChange), "");
    return table.lines().stream().map("#   %s\n"::formatted).collect(Collectors.joining());
  }

  private String file(Candidate candidate, String figures, String offers) {
    LabelGuess guess = check.guess();
    StringBuilder text = new StringBuilder();
    text.append(
            "# Written by 'gradstream init' from a sample of %,d rows.%n".formatted(sample.rows()))
        .append("# Every key, its range and its default: docs/configuration.md.\n")
        .append(notes())
        .append(figures)
        .append("\npipeline: %s%n%n".formatted(name()))
        .append("input:\n  topic: %s%n".formatted(target.topic()));
    text.append(late.isPresent() ? late.get().input(target.json()) : input(candidate));
    late.ifPresent(it -> text.append(it.labels(check, target, candidate.logarithms())));
    text.append("\nfeatures:\n");
    text.append(candidate.encoders().yaml()).append(candidate.past()).append(offers);
    leftOut(text, candidate.encoders());
    text.append("\nmodel: %s%n".formatted(model(guess.task())));
    if (candidate.network()) {
      text.append("optimizer: {race: {members: [default, mlp]}}    # ten times the work a row\n");
    }
    rare(text);
    validation(text);
    connections(text);
    return text.toString();
  }

  private String input(Candidate candidate) {
    StringBuilder text = new StringBuilder();
    text.append("  label: %s".formatted(label(candidate)))
        .append("    # %s%n".formatted(Yaml.comment(check.balance())));
    check.guess().positive().ifPresent(it -> text.append("  positive: %s%n".formatted(scalar(it))));
    return text.append(target.json() ? "  format: json\n" : "").toString();
  }

  private String label(Candidate candidate) {
    return candidate.logarithms()
        ? "{field: %s, transform: log1p}".formatted(Yaml.text(label))
        : Yaml.text(label);
  }

  private String notes() {
    StringBuilder text = new StringBuilder();
    sample.notes().forEach(note -> text.append("# %s%n".formatted(Yaml.comment(note))));
    return text.toString();
  }

  /** A text that YAML must not take for a number stays one in quotes. */
  private static String scalar(String text) {
    return Yaml.text(text);
  }

  private String name() {
    String name =
        (target.topic() + "-" + label)
            .replaceAll("[^A-Za-z0-9._-]", "-")
            .replaceAll("-{2,}", "-")
            .replaceAll("-$", "");
    return name.substring(0, Math.min(name.length(), 200));
  }

  private static String model(Task task) {
    return switch (task) {
      case BINARY -> "logistic";
      case MULTICLASS -> "softmax";
      case REGRESSION -> "linear    # a number; if its values are classes: softmax";
    };
  }

  private static void leftOut(StringBuilder text, Encoders encoders) {
    if (encoders.has(Kind.LEFT_OUT)) {
      text.append("  # Left out; put back what is of use and known before the label is:\n");
      encoders
          .uses()
          .forEach(
              (name, use) -> {
                if (use.kind() == Kind.LEFT_OUT) {
                  text.append(
                      "  #   %s: %s%n".formatted(Yaml.comment(name), Yaml.comment(use.note())));
                }
              });
    }
  }

  private void rare(StringBuilder text) {
    if (check.isRare()) {
      text.append(
              "\n# The positive class is rare. To find more of it, at the price of false alarms")
          .append(" and of probabilities that are too high:\n# class-weights: balanced\n");
    }
  }

  private void validation(StringBuilder text) {
    int window = Math.max(100, Math.min(5000, sample.rows() / 20));
    text.append(
        "\nvalidation:\n  window: %d    # report after so many records%n".formatted(window));
    if (check.isRare()) {
      text.append("  metrics: [average-precision, log-loss, auc, f1]")
          .append("    # accuracy says little of a rare class\n");
    }
  }

  private void connections(StringBuilder text) {
    boolean registry = !target.json() || target.registry().isPresent();
    if (!registry) {
      text.append("\noutput: {format: json}    # avro needs kafka: schema.registry.url\n");
    }
    text.append("\nkafka:    # Kafka's own property names, security included\n")
        .append(
            "  bootstrap.servers: \"%s\"%n"
                .formatted(target.servers().orElse("${KAFKA_BOOTSTRAP_SERVERS:localhost:9092}")));
    if (registry) {
      text.append(
          "  schema.registry.url: \"%s\"%n"
              .formatted(target.registry().orElse("${SCHEMA_REGISTRY_URL:http://localhost:8081}")));
    }
  }
}
