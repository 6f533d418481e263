package io.gradstream.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Explanation;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvFile;
import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Score;
import io.gradstream.score.ScoreJson;
import io.gradstream.score.ScoreOptions;
import io.gradstream.score.Scorer;
import io.gradstream.score.ScoringException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Scores the rows of a file and prints a line for each. */
final class FileScores {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int NO_COLUMN = -1;
  private static final int MOST_PROBLEMS = 5;
  private static final int MOST_FEATURES = 10;

  private final Scorer scorer;
  private final CsvOptions options;
  private final @Nullable String key;
  private final @Nullable String time;
  private final boolean explained;
  private final List<String> problems = new ArrayList<>();
  private long refused;
  private long scored;

  FileScores(
      Scorer scorer,
      CsvOptions options,
      @Nullable String key,
      @Nullable String time,
      boolean explained) {
    this.scorer = scorer;
    this.options = options;
    this.key = key;
    this.time = time;
    this.explained = explained;
  }

  /** What is wrong with the file is said at once, and not when a model has come, or none. */
  static void requireReadable(
      Path path, CsvOptions options, @Nullable String key, @Nullable String time)
      throws IOException {
    try (CsvFile opened = CsvFile.open(path, options)) {
      Stream.of(key, time).filter(Objects::nonNull).forEach(opened::column);
    }
  }

  /** Prints the scores of all rows; a row that cannot be scored has none, and is a problem. */
  void print(Path path, boolean json, PrintWriter out) throws IOException {
    Pipeline pipeline = scorer.pipeline();
    try (CsvRecords rows =
        CsvRecords.open(
            path,
            options,
            pipeline.input().topic(),
            pipeline.learner().numbers(),
            Long.MAX_VALUE)) {
      int keyColumn = key == null ? NO_COLUMN : rows.column(key);
      int timeColumn = time == null ? NO_COLUMN : rows.column(time);
      Reader reader = new Reader(rows);
      if (!json) {
        out.println(header());
      }
      while (rows.next()) {
        Optional<Score> score = score(reader, keyColumn, timeColumn);
        out.println(json ? object(score) : line(rows.line(), score));
        if (!json) {
          score.flatMap(Score::explanation).ifPresent(each -> print(each, out));
        }
      }
      refused += rows.skipped();
      rows.firstProblem().ifPresent(problems::add);
    }
    out.flush();
  }

  /** Returns what was wrong with rows, in sentences. */
  List<String> problems() {
    List<String> said =
        new ArrayList<>(problems.subList(0, Math.min(MOST_PROBLEMS, problems.size())));
    if (refused > said.size()) {
      said.add("%,d rows were not scored".formatted(refused));
    }
    return said;
  }

  /** Tells whether any row was scored. */
  boolean any() {
    return scored > 0;
  }

  private Optional<Score> score(Reader reader, int keyColumn, int timeColumn) throws IOException {
    try {
      ScoreOptions how = explained ? ScoreOptions.NONE.withExplanation() : ScoreOptions.NONE;
      if (keyColumn != NO_COLUMN) {
        how = how.withKey(reader.rows.cell(keyColumn).orElse("").getBytes(StandardCharsets.UTF_8));
      }
      if (timeColumn != NO_COLUMN) {
        how = how.withTime(Instant.ofEpochMilli(reader.rows.millis(timeColumn)));
      }
      Score score = reader.score(scorer, how);
      scored++;
      return Optional.of(score);
    } catch (ScoringException | CsvException e) {
      refused++;
      if (problems.size() < MOST_PROBLEMS) {
        problems.add("line %,d: %s".formatted(reader.rows.line(), e.getMessage()));
      }
      return Optional.empty();
    }
  }

  /** Hands over rows as they are: JSON as its text, others as records of Avro's. */
  private static final class Reader {
    private final CsvRecords rows;
    private final GenericDatumReader<GenericRecord> records;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    Reader(CsvRecords rows) {
      this.rows = rows;
      records = new GenericDatumReader<>(rows.schema());
    }

    Score score(Scorer scorer, ScoreOptions how) throws IOException {
      Optional<String> json = rows.json();
      if (json.isPresent()) {
        return scorer.scoreJson(json.get().getBytes(StandardCharsets.UTF_8), how);
      }
      bytes.reset();
      rows.writeTo(bytes);
      return scorer.score(
          records.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null)), how);
    }
  }

  private String header() {
    return isOfClasses()
        ? "%8s  %-10s  %s".formatted("line", "score", "class")
        : "%8s  %s".formatted("line", "score");
  }

  private boolean isOfClasses() {
    return scorer.pipeline().learner().task() == Task.MULTICLASS;
  }

  private String line(long number, Optional<Score> score) {
    String value = score.map(each -> Figures.of(each.value()).text(each.value())).orElse("-");
    return isOfClasses()
        ? "%,8d  %-10s  %s"
            .formatted(
                number,
                value,
                score.flatMap(Score::predictedClass).map(it -> Printable.of(it, 60)).orElse("-"))
        : "%,8d  %s".formatted(number, value);
  }

  /** Below a row what adds up to it: the bias, and the features by what they add. */
  private static void print(Explanation explanation, PrintWriter out) {
    for (Explanation.Output output : explanation.outputs()) {
      Figures figures =
          Figures.of(
              output.features().stream().mapToDouble(Explanation.Contribution::value).toArray());
      out.printf("%18s  %s%n", figures.text(output.value()), sum(explanation, output));
      out.printf("%18s  bias%n", figures.text(output.bias()));
      output.features().stream()
          .limit(MOST_FEATURES)
          .forEach(
              each ->
                  out.printf(
                      "%18s  %s%n", figures.text(each.value()), Printable.of(each.name(), 60)));
      int more = output.features().size() - MOST_FEATURES;
      if (more > 0) {
        out.printf("%18s  %d more%n", "", more);
      }
    }
  }

  private static String sum(Explanation explanation, Explanation.Output output) {
    return switch (explanation.unit()) {
      case LOGIT -> "logit, the sum of";
      case CLASS_LOGITS -> "logit of " + Printable.of(output.name(), 60) + ", the sum of";
      case LABEL -> Printable.of(output.name(), 60) + ", the sum of";
      case OUTPUT -> "raw output, the sum of";
    };
  }

  private static String object(Optional<Score> score) throws IOException {
    if (score.isEmpty()) {
      return "{\"score\":null}";
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      ScoreJson.write(score.get(), out);
    }
    return text.toString();
  }
}
