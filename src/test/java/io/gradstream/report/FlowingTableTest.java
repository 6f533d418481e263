package io.gradstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.FlowingTable.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowingTableTest {

  private final StringWriter out = new StringWriter();
  private final FlowingTable table =
      new FlowingTable(
          new PrintWriter(out),
          List.of(
              Column.text("key", 4, 12),
              Column.of("score", Kind.FIGURE),
              Column.of("label", Kind.LABEL),
              Column.of("version", Kind.WHOLE)));

  @Test
  void columnsAreAsWideAsTheFirstRowsNeed() {
    table.print(
        List.of(
            List.of("a", 3313363.2001, 3.74711e6, 12L),
            Arrays.asList("a very long key\u001b[2J", 12.5, null, 7L)));

    assertThat(out.toString())
        .isEqualTo(
            """
            key               score    label  version
            a             3313363.2  3747110       12
            a very lo...       12.5        -        7
            """);
  }

  @Test
  void theHeadingComesAgainWhereLaterRowsNeedMoreRoomOrAnotherNotation() {
    table.print(List.of(List.of("a", .5, 1.0, 1L)));
    table.print(List.of(List.of("b", .25, 0.0, 2L)));
    table.print(List.of(List.of("c", .25, 0.5, 3L)));
    table.print(List.of(List.of("d", 1e40, 0.5, 4L)));

    assertThat(out.toString())
        .isEqualTo(
            """
            key    score  label  version
            a     0.5000      1        1
            b     0.2500      0        2

            key    score   label  version
            c     0.2500  0.5000        3

            key        score   label  version
            d     1.0000e+40  0.5000        4
            """);
  }

  @Test
  void aTableWithoutRowsHasItsHeading() {
    table.begin();
    table.begin();
    assertThat(out.toString()).isEqualTo("key   score  label  version\n");
  }
}
