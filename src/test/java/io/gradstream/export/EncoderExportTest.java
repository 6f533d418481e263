package io.gradstream.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.EncoderCases;
import io.gradstream.core.feature.EncoderCases.Case;
import io.gradstream.core.feature.Rows;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of encoder is exported as it encodes, or refused by its name. */
class EncoderExportTest {

  private static final int RECORDS = 300;
  private static final Set<String> REFUSED =
      Set.of("lag", "rolling", "since-last", "hash", "text", "bag");

  static List<Case> cases() {
    return EncoderCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEncoderIsExportedAsItEncodesOrRefusedByName(Case tried) {
    Rows rows = new Rows(tried.feature());
    Random random = new Random(11);
    for (int i = 0; i < RECORDS; i++) {
      fill(rows.row, random, i);
      rows.taken();
    }
    OnnxModel model = new OnnxModel();
    OnnxGraph graph = new OnnxGraph(model, rows.row.layout());
    Columns columns = new Columns();
    rows.draw(graph, columns);
    boolean hashesOnly = Set.of("frequency", "target-mean").contains(tried.feature().kind());
    boolean last = tried.feature().description().contains("missing last");
    if (REFUSED.contains(tried.feature().kind()) || hashesOnly || last) {
      assertThat(graph.problems()).isNotEmpty();
      String field = tried.feature().fields().isEmpty() ? "" : tried.feature().fields().get(0);
      assertThat(graph.problems().get(0)).contains(field).contains("leave the encoder out");
      return;
    }
    assertThat(graph.problems()).isEmpty();
    requireSame(rows, random, model, graph, columns);
  }

  private static void requireSame(
      Rows rows, Random random, OnnxModel model, OnnxGraph graph, Columns columns) {
    int count = rows.rowCount();
    Node encoded = columns.weighted(graph, count, (row, output) -> row == output ? 1 : 0);
    model.copy(encoded.name(), "encoded");
    model.output("encoded", OnnxModel.Type.DOUBLE, count, "");
    Judge judge = new Judge(rows.row.layout());
    List<Map<Integer, Double>> wanted = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      fill(rows.row, random, RECORDS + 100 * i);
      judge.add(rows.row);
      wanted.add(rows.transformed());
    }
    byte[] bytes = model.model("test", "", 0, Map.of()).bytes();
    double[][] found = (double[][]) judge.run(bytes).get("encoded");
    for (int i = 0; i < RECORDS; i++) {
      for (int row = 1; row < count; row++) {
        double value = wanted.get(i).getOrDefault(row, 0.0);
        assertThat(found[i][row])
            .as("record %d, row %d", i, row)
            .isCloseTo(value, within(1e-9 * (1 + Math.abs(value))));
      }
    }
  }

  /** Fills a row: numbers far out now and then, categories that were not seen, missing fields. */
  private static void fill(Row row, Random random, int record) {
    row.clear();
    row.setTime(1_700_000_000_000L + record * 3_333_333L);
    for (int slot = 0; slot < row.layout().numbers().size(); slot++) {
      double value = slot + random.nextGaussian() * (1 + slot);
      double size = random.nextInt(30) > 0 ? 1 : random.nextInt(2) > 0 ? 1e3 : 1e160;
      row.setNumber(slot, random.nextInt(9) == 0 ? Double.NaN : value * size);
    }
    for (int slot = 0; slot < row.layout().categories().size(); slot++) {
      int most = record < RECORDS ? 8 : 12;
      byte[] text = Character.toString('A' + random.nextInt(most)).getBytes(StandardCharsets.UTF_8);
      if (random.nextInt(9) > 0) {
        row.setCategory(slot, text, 0, text.length);
      }
    }
    for (int slot = 0; slot < row.layout().instants().size(); slot++) {
      if (random.nextInt(9) > 0) {
        row.setInstant(slot, 1_000_000_000_000L + (long) (2.4e12 * (random.nextDouble() - 0.5)));
      }
    }
    if (random.nextInt(5) > 0) {
      row.setLabel(random.nextInt(2));
    }
  }
}
