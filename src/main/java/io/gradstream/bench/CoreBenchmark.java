package io.gradstream.bench;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvOptions;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Measures what learning a record costs without Kafka, stage by stage: one thread, Avro in memory.
 *
 * <p>Passes as far as each {@link Stage} are made in turn; a stage's cost is the difference to the
 * one before.
 */
public final class CoreBenchmark {

  private static final int CLASSES = 26;
  private static final int FEWEST = 10;

  private final List<Course> courses = new ArrayList<>();
  private final List<LearnerPass> passes = new ArrayList<>();
  private final PrintWriter out;
  private Optional<MemberBenchmark> members = Optional.empty();

  private record Course(String name, String optimizer, int rows) {}

  /** Creates a benchmark of nothing yet. */
  public CoreBenchmark(PrintWriter out) {
    this.out = out;
  }

  /**
   * Adds a pipeline.
   *
   * @param data the file of its records
   * @param options what is said of the file
   * @param most the most rows to take
   * @throws CsvException if the file has too few rows, or lacks the label
   */
  public void add(Pipeline pipeline, Path data, CsvOptions options, int most) throws IOException {
    add(pipeline, AvroRows.read(data, options, pipeline.input().topic(), most));
  }

  /**
   * Adds the pipelines that are measured unless others are asked for: the defaults, RMSProp, the
   * demo's, a network, and softmax of {@value #CLASSES} classes, the commonest destinations of the
   * flights; then races of one to eight members.
   *
   * @param demo the demo's pipeline
   * @param data the file of the flights
   * @param options what is said of the file
   */
  public void addUsual(Pipeline demo, Path data, CsvOptions options, int most) throws IOException {
    AvroRows flights = AvroRows.read(data, options, demo.input().topic(), most);
    members = Optional.of(new MemberBenchmark(flights, out));
    add(usual("defaults"), flights);
    add(usual("rmsprop"), flights);
    add(demo, flights);
    add(usual("mlp-32-16"), flights);
    Pipeline classes = usual("softmax-26");
    String label = classes.learner().label().field();
    add(
        classes,
        AvroRows.readCommonest(data, options, classes.input().topic(), most, label, CLASSES));
  }

  /** Returns one of the pipelines that are kept beside this class. */
  static Pipeline usual(String name) throws IOException {
    String file = name + ".yaml";
    try (InputStream text =
        Objects.requireNonNull(CoreBenchmark.class.getResourceAsStream(file), file)) {
      return PipelineReader.parse(
          file, new String(text.readAllBytes(), StandardCharsets.UTF_8), Map.of());
    }
  }

  private void add(Pipeline pipeline, AvroRows rows) throws IOException {
    LearnerRule rule = pipeline.learner();
    String label = rule.label().field();
    if (rows.size() < FEWEST || rows.schema().getField(label) == null) {
      throw new CsvException(
          "pipeline %s needs %,d rows or more with a field '%s'; there are %,d of %s"
              .formatted(pipeline.name(), FEWEST, label, rows.size(), rows.schema().getFields()));
    }
    AvroRows unlabelled = Unlabelled.of(rows, label);
    courses.add(new Course(pipeline.name(), rule.training().optimizer().name(), rows.size()));
    for (Stage stage : Stage.values()) {
      passes.add(new LearnerPass(rule, rows, unlabelled, stage));
    }
  }

  /**
   * Runs it and prints a table: for each pipeline the stages, and all of them together.
   *
   * @param runs counted rounds, 1 or more
   */
  public void run(int runs) throws IOException {
    say(
        "%d rounds in turn after %d to warm up; processor time of one thread",
        runs, Rounds.WARM_UP);
    say(
        "%-" + width() + "s %-10s %-8s %10s %13s %13s %11s",
        "pipeline",
        "optimizer",
        "stage",
        "rows",
        "ns/row median",
        "ns/row least",
        "bytes/row");
    List<Samples> samples = Rounds.run(passes, runs);
    int stages = Stage.values().length;
    for (int i = 0; i < courses.size(); i++) {
      print(courses.get(i), samples.subList(i * stages, (i + 1) * stages));
    }
    if (members.isPresent()) {
      members.get().run(runs);
    }
  }

  private void print(Course course, List<Samples> stages) {
    double median = 0;
    double least = 0;
    double bytes = 0;
    for (Stage stage : Stage.values()) {
      Samples upTo = stages.get(stage.ordinal());
      line(
          course,
          stage.toString(),
          upTo.median() - median,
          upTo.minimum() - least,
          upTo.bytes() - bytes);
      median = upTo.median();
      least = upTo.minimum();
      bytes = upTo.bytes();
    }
    line(course, "all", median, least, bytes);
  }

  private void line(Course course, String stage, double median, double least, double bytes) {
    say(
        "%-" + width() + "s %-10s %-8s %,10d %,13.0f %,13.0f %,11.1f",
        course.name(),
        course.optimizer(),
        stage,
        course.rows(),
        median,
        least,
        bytes);
  }

  /** Returns how wide the pipelines' names are. */
  private int width() {
    return Math.max(14, courses.stream().mapToInt(it -> it.name().length()).max().orElse(0));
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
