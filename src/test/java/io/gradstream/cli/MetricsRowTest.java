package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.report.FlowingTable;
import io.gradstream.report.FlowingTable.Column;
import io.gradstream.streams.output.OutputSchemas;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsRowTest {

  private static final ConsumerRecord<byte[], byte[]> RECORD =
      new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]);

  @ParameterizedTest
  @CsvSource({"80, true", "80, false", "100, true", "100, false", "120, true", "200, false"})
  void aTableIsNoWiderThanTheTerminal(int width, boolean stops) {
    assertThat(lines(rule(stops), width)).allMatch(line -> line.length() <= width);
  }

  @Test
  void theLeastImportantColumnsAreLeftOutFirst() {
    assertThat(headings(rule(true), 80))
        .containsExactly(
            "window", "until (UTC)", "log-loss", "checkpoint", "no change", "majority", "remark");
    assertThat(headings(rule(false), 80))
        .containsExactly(
            "window", "until (UTC)", "log-loss", "no change", "majority", "accuracy", "remark");
    assertThat(lines(rule(false), 80).get(1))
        .contains("2026-11-27 00:16  ")
        .endsWith("improved f...");
    assertThat(headings(rule(false), Integer.MAX_VALUE)).contains("accuracy", "AUC");
    assertThat(lines(rule(false), Integer.MAX_VALUE).get(1))
        .contains("2026-11-27 00:16:40.123")
        .endsWith("improved first-member 0.90, second-member 0.10");
  }

  @Test
  void onANarrowTerminalTheMainFiguresStay() {
    assertThat(headings(rule(true), 20)).contains("log-loss", "no change", "majority", "remark");
  }

  private static List<String> headings(LearnerRule rule, int width) {
    return MetricsRow.of(rule, width).columns().stream().map(Column::heading).toList();
  }

  private static List<String> lines(LearnerRule rule, int width) {
    MetricsRow rows = MetricsRow.of(rule, width);
    StringWriter text = new StringWriter();
    new FlowingTable(new PrintWriter(text), rows.columns())
        .print(List.of(rows.of(RECORD, window())));
    return text.toString().lines().toList();
  }

  private static LearnerRule rule(boolean stops) {
    String file =
        """
        pipeline: p
        input: {topic: t, label: y}
        features: [{standard: [a]}]
        model: logistic
        """;
    return PipelineReader.parse("p.yaml", file + (stops ? "early-stopping: {}\n" : ""), Map.of())
        .learner();
  }

  private static GenericRecord window() {
    GenericRecord window = new GenericData.Record(OutputSchemas.METRICS);
    Schema scores = OutputSchemas.METRICS.getField("model").schema();
    GenericRecord figures =
        new GenericRecordBuilder(scores)
            .set("log_loss", .4321)
            .set("accuracy", .81)
            .set("auc", .79)
            .build();
    window.put("window", 12345L);
    window.put("last_time", 1_795_738_600_123L);
    for (String each : List.of("model", "checkpoint", "no_change", "majority")) {
      window.put(each, figures);
    }
    window.put("learning", true);
    window.put("improved", true);
    window.put("members", List.of(member("first-member", .9), member("second-member", .1)));
    return window;
  }

  private static GenericRecord member(String name, double weight) {
    Schema schema = OutputSchemas.METRICS.getField("members").schema().getElementType();
    return new GenericRecordBuilder(schema)
        .set("member", name)
        .set("weight", weight)
        .set("examples", 1L)
        .set("restarts", 0L)
        .build();
  }
}
