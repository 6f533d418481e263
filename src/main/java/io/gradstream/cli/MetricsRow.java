package io.gradstream.cli;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.Elapsed;
import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.FlowingTable.Kind;
import io.gradstream.report.MetricNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A window as a row of a table: the first metric of model, checkpoint and baselines, then others of
 * the model.
 *
 * @param metrics the pipeline's, in its order
 */
record MetricsRow(List<Metric> metrics, Task task) {

  /** More than so many metrics are wider than a terminal; {@code --json} has all. */
  private static final int MOST = 3;

  private static final int REMARK = 120;

  List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.of("window", Kind.WHOLE),
                Column.text("until (UTC)", RecordPrinter.TIME, RecordPrinter.TIME),
                Column.of(MetricNames.of(metrics.get(0)), Kind.FIGURE),
                Column.of("checkpoint", Kind.FIGURE),
                Column.of("no change", Kind.FIGURE),
                Column.of(Baseline.MAJORITY.title(task), Kind.FIGURE)));
    others().forEach(metric -> columns.add(Column.of(MetricNames.of(metric), Kind.FIGURE)));
    columns.add(Column.text("remark", 0, REMARK));
    return columns;
  }

  List<@Nullable Object> of(ConsumerRecord<byte[], byte[]> record, GenericRecord value) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(value.get("window"));
    cells.add(RecordPrinter.time((Long) value.get("last_time")));
    for (String predictor : List.of("model", "checkpoint", "no_change", "majority")) {
      cells.add(figure(value.get(predictor), metrics.get(0)));
    }
    others().forEach(metric -> cells.add(figure(value.get("model"), metric)));
    cells.add(remark(value));
    return cells;
  }

  private List<Metric> others() {
    return metrics.subList(1, Math.min(MOST, metrics.size()));
  }

  private static @Nullable Object figure(@Nullable Object scores, Metric metric) {
    return scores == null ? null : ((GenericRecord) scores).get(metric.field());
  }

  private static String remark(GenericRecord value) {
    if (!(Boolean) value.get("learning")) {
      return "stopped";
    }
    String rest = (MemberWeights.text(value) + " " + labels(value)).strip();
    return (Boolean) value.get("improved") ? "improved " + rest : rest;
  }

  /**
   * Returns how many records wait for their labels and how old labels were, where they come later.
   */
  private static String labels(GenericRecord value) {
    if (!value.hasField("labels") || !(value.get("labels") instanceof GenericRecord labels)) {
      return "";
    }
    String waiting = "%,d wait".formatted((Long) labels.get("waiting"));
    return labels.get("age_median") instanceof Double median
        ? waiting + ", labels after " + Elapsed.of(median)
        : waiting;
  }
}
