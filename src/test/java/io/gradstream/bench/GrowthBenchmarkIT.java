package io.gradstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrowthBenchmarkIT {

  @Test
  void everySizeHasALineAndStateGrowsWithWhatIsKept() {
    StringWriter text = new StringWriter();

    new GrowthBenchmark(150, 1000, new PrintWriter(text)).run();

    List<String[]> lines = text.toString().lines().skip(2).map(it -> it.split(" {2,}")).toList();
    assertThat(lines)
        .extracting(line -> line[0] + " " + line[1])
        .containsExactly(
            "numbers 10",
            "numbers 30",
            "numbers 100",
            "numbers 300",
            "numbers 1,000",
            "categories 10",
            "categories 1,000",
            "hidden units 8",
            "hidden units 32",
            "hidden units 128",
            "hidden units 512",
            "batch size 1",
            "batch size 8",
            "batch size 64",
            "batch size 512");
    assertThat(state(lines.get(4))).isGreaterThan(state(lines.get(0)));
    assertThat(state(lines.get(6))).isGreaterThan(state(lines.get(5)));
    assertThat(state(lines.get(10))).isGreaterThan(10 * state(lines.get(7)));
  }

  @Test
  void everyCategoryAppearsOnceInAsManyRowsAsThereAre() {
    Shape shape = Shape.USUAL.withCategories(1000);
    MadeUpRows rows = new MadeUpRows(shape);
    Row row = new Row(shape.rule().layout());
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      rows.fill(i, row);
      seen.add(row.category(0));
      assertThat(row.label()).isIn(0.0, 1.0);
      assertThat(row.number(9)).isBetween(-2.0, 2.0);
    }

    assertThat(seen).hasSize(1000);
  }

  private static double state(String[] line) {
    return Double.parseDouble(line[5].replace(",", ""));
  }
}
