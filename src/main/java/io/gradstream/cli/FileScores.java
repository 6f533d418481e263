package io.gradstream.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.text.Figures;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Score;
import io.gradstream.score.ScoreOptions;
import io.gradstream.score.Scorer;
import io.gradstream.score.ScoringException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Scores the rows of a file and prints a line for each. */
final class FileScores {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NO_COLUMN = -1;
  private static final int MOST_PROBLEMS = 5;

  private final Scorer scorer;
  private final CsvOptions options;
  private final @Nullable String key;
  private final @Nullable String time;
  private final List<String> problems = new ArrayList<>();
  private long refused;

  FileScores(Scorer scorer, CsvOptions options, @Nullable String key, @Nullable String time) {
    this.scorer = scorer;
    this.options = options;
    this.key = key;
    this.time = time;
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
        out.println(header(rows));
      }
      while (rows.next()) {
        Optional<Score> score = score(reader, keyColumn, timeColumn);
        out.println(json ? object(score) : line(rows.line(), score));
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

  private Optional<Score> score(Reader reader, int keyColumn, int timeColumn) throws IOException {
    try {
      ScoreOptions how = ScoreOptions.NONE;
      if (keyColumn != NO_COLUMN) {
        how = how.withKey(reader.rows.cell(keyColumn).orElse("").getBytes(StandardCharsets.UTF_8));
      }
      if (timeColumn != NO_COLUMN) {
        how = how.withTime(Instant.ofEpochMilli(reader.rows.millis(timeColumn)));
      }
      return Optional.of(reader.score(scorer, how));
    } catch (ScoringException | CsvException e) {
      refused++;
      problems.add("line %,d: %s".formatted(reader.rows.line(), e.getMessage()));
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

  private String header(CsvRecords rows) {
    return isOfClasses()
        ? "%8s  %-10s  %s".formatted("line", "score", "class")
        : "%8s  %s".formatted("line", "score");
  }

  private boolean isOfClasses() {
    return scorer.pipeline().learner().task() == io.gradstream.core.data.Task.MULTICLASS;
  }

  private String line(long number, Optional<Score> score) {
    String value = score.map(each -> Figures.of(each.value()).text(each.value())).orElse("-");
    return isOfClasses()
        ? "%,8d  %-10s  %s"
            .formatted(number, value, score.flatMap(Score::predictedClass).orElse("-"))
        : "%,8d  %s".formatted(number, value);
  }

  private static String object(Optional<Score> score) {
    ObjectNode object = JSON.createObjectNode();
    if (score.isEmpty()) {
      return object.putNull("score").toString();
    }
    double value = score.get().value();
    if (Double.isFinite(value)) {
      object.put("score", value);
    } else {
      object.putNull("score");
    }
    score.get().predictedClass().ifPresent(each -> object.put("class", each));
    if (!score.get().probabilities().isEmpty()) {
      ObjectNode probabilities = object.putObject("probabilities");
      score.get().probabilities().forEach(probabilities::put);
    }
    return object.put("version", score.get().version()).toString();
  }
}
