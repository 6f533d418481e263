package io.gradstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvOptions;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreBenchmarkIT {

  private static final Pipeline DEMO =
      PipelineReader.read(Path.of("examples/flights/at-departure.yaml"), Map.of());

  private static final int RACES = 8;

  @TempDir static Path directory;
  private static Path flights = Path.of("");
  private static String table = "";

  @BeforeAll
  static void run() throws IOException {
    flights = Flights.first(12_000, directory);
    StringWriter text = new StringWriter();
    CoreBenchmark benchmark = new CoreBenchmark(new PrintWriter(text));
    benchmark.addUsual(DEMO, flights, CsvOptions.NONE, 600);
    benchmark.run(1);
    table = text.toString();
  }

  @Test
  void everyStageOfThePipelinesHasALineAndTheyAddUpToAll() {
    List<String[]> all = table.lines().skip(2).map(it -> it.split(" +")).toList();
    List<String[]> lines = all.subList(0, all.size() - RACES - 2);
    assertThat(lines)
        .extracting(line -> line[0] + " " + line[1] + " " + line[2])
        .containsExactly(
            "defaults race decode",
            "defaults race encode",
            "defaults race predict",
            "defaults race learn",
            "defaults race all",
            "rmsprop rmsprop decode",
            "rmsprop rmsprop encode",
            "rmsprop rmsprop predict",
            "rmsprop rmsprop learn",
            "rmsprop rmsprop all",
            "flights-at-departure adam decode",
            "flights-at-departure adam encode",
            "flights-at-departure adam predict",
            "flights-at-departure adam learn",
            "flights-at-departure adam all",
            "mlp-32-16 rmsprop decode",
            "mlp-32-16 rmsprop encode",
            "mlp-32-16 rmsprop predict",
            "mlp-32-16 rmsprop learn",
            "mlp-32-16 rmsprop all",
            "softmax-26 rmsprop decode",
            "softmax-26 rmsprop encode",
            "softmax-26 rmsprop predict",
            "softmax-26 rmsprop learn",
            "softmax-26 rmsprop all");
    for (int i = 0; i < lines.size(); i += 5) {
      double sum = lines.subList(i, i + 4).stream().mapToDouble(CoreBenchmarkIT::median).sum();
      assertThat(median(lines.get(i + 4))).isBetween(sum - 3, sum + 3).isPositive();
    }
  }

  @Test
  void racesOfOneToEightMembersHaveALineEachAndMoreMembersMoreState() {
    List<String> lines = table.lines().toList();
    List<String[]> races =
        lines.subList(lines.size() - RACES, lines.size()).stream()
            .map(it -> it.split(" +"))
            .toList();
    assertThat(races)
        .extracting(line -> line[0] + " " + line[1])
        .containsExactly(
            "1 standard",
            "2 standard",
            "4 standard",
            "8 standard",
            "1 hats",
            "2 hats",
            "4 hats",
            "8 hats");
    for (int i = 1; i < RACES; i++) {
      double more = Double.parseDouble(races.get(i)[4]);
      assertThat(i == 4 || more > Double.parseDouble(races.get(i - 1)[4])).isTrue();
    }
  }

  @Test
  void softmaxIsMeasuredOverTwentySixClasses() throws IOException, BadRecordException {
    AvroRows rows = AvroRows.readCommonest(flights, CsvOptions.NONE, "flights", 10_000, "dest", 26);
    LabelRule label = LabelRule.classes("dest", List.of(), 1000);
    Row row = new Row(RowLayout.of(List.of(), List.of(), label));
    AvroRowDecoder decoder = new AvroRowDecoder(row.layout(), id -> rows.schema());
    Set<String> classes = new HashSet<>();
    for (byte[] value : rows.values()) {
      decoder.decode(value, row);
      classes.add(new String(row.labelText(64), UTF_8));
    }

    assertThat(classes).hasSize(26).contains("IAH", "ATL");
  }

  @Test
  void rowsWithoutLabelsAreTheSameButForTheLabel() throws IOException, BadRecordException {
    AvroRows rows = AvroRows.read(flights, "flights", 100);
    AvroRows unlabelled = Unlabelled.of(rows, "delayed");
    Row with = new Row(DEMO.learner().layout());
    Row without = new Row(DEMO.learner().layout());
    for (int i = 0; i < rows.size(); i++) {
      new AvroRowDecoder(with.layout(), id -> rows.schema()).decode(rows.values()[i], with);
      new AvroRowDecoder(without.layout(), id -> unlabelled.schema())
          .decode(unlabelled.values()[i], without);

      assertThat(without.hasLabel()).isFalse();
      assertThat(with.hasLabel()).isTrue();
      for (int slot = 0; slot < with.layout().numbers().size(); slot++) {
        assertThat(without.number(slot)).isEqualTo(with.number(slot));
      }
      for (int slot = 0; slot < with.layout().categories().size(); slot++) {
        assertThat(without.category(slot)).isEqualTo(with.category(slot));
      }
    }
  }

  @Test
  void aFileOfTooFewRowsIsRefused() {
    CoreBenchmark benchmark = new CoreBenchmark(new PrintWriter(new StringWriter()));
    assertThatThrownBy(() -> benchmark.add(DEMO, flights, CsvOptions.NONE, 9))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("pipeline flights-at-departure needs 10 rows or more")
        .hasMessageContaining("there are 9");
  }

  private static double median(String[] line) {
    return Double.parseDouble(line[4].replace(",", ""));
  }
}
