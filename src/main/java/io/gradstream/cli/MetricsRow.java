package io.gradstream.cli;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.LearnerRule;
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
 * the model. What a narrow terminal has no room for is left out: other metrics, milliseconds, the
 * end of the remark; {@code --json} has all.
 *
 * @param metrics those that are shown, the first of model and baselines
 * @param task what is predicted
 * @param compares whether there may be a checkpoint
 * @param timeWidth how much of a window's end is shown
 * @param remarkWidth how much of its remark
 */
record MetricsRow(
    List<Metric> metrics, Task task, boolean compares, int timeWidth, int remarkWidth) {

  private static final int MOST = 3;
  private static final int REMARK = 120;
  private static final int LEAST_REMARK = "improved".length();
  private static final int MINUTES = "2013-01-31 23:59".length();
  private static final int GAP = 2;
  private static final int FIGURE = 6;

  /** Returns the rows of a pipeline's windows in a terminal, or a file, that is so wide. */
  static MetricsRow of(LearnerRule rule, int width) {
    List<Metric> all = rule.validation().metrics();
    boolean compares = rule.comparesWithCheckpoint();
    for (int time : new int[] {RecordPrinter.TIME, MINUTES}) {
      for (int shown = Math.min(MOST, all.size()); shown > 0; shown--) {
        MetricsRow row = new MetricsRow(all.subList(0, shown), rule.task(), compares, time, REMARK);
        int room = width - row.widthWithoutRemark();
        if (room >= LEAST_REMARK && (time == MINUTES || shown == Math.min(MOST, all.size()))) {
          return row.withRemark(Math.min(REMARK, room));
        }
      }
    }
    return new MetricsRow(all.subList(0, 1), rule.task(), compares, MINUTES, LEAST_REMARK);
  }

  private MetricsRow withRemark(int most) {
    return new MetricsRow(metrics, task, compares, timeWidth, most);
  }

  private int widthWithoutRemark() {
    return columns().stream()
        .limit(columns().size() - 1)
        .mapToInt(each -> GAP + Math.max(FIGURE, Math.max(each.heading().length(), each.least())))
        .sum();
  }

  List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.of("window", Kind.WHOLE),
                Column.text("until (UTC)", timeWidth, timeWidth),
                Column.of(MetricNames.of(metrics.get(0)), Kind.FIGURE)));
    if (compares) {
      columns.add(Column.of("checkpoint", Kind.FIGURE));
    }
    columns.add(Column.of("no change", Kind.FIGURE));
    columns.add(Column.of(Baseline.MAJORITY.title(task), Kind.FIGURE));
    others().forEach(metric -> columns.add(Column.of(MetricNames.of(metric), Kind.FIGURE)));
    columns.add(Column.text("remark", 0, remarkWidth));
    return columns;
  }

  List<@Nullable Object> of(ConsumerRecord<byte[], byte[]> record, GenericRecord value) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(value.get("window"));
    String time = RecordPrinter.time((Long) value.get("last_time"));
    cells.add(time.substring(0, Math.min(timeWidth, time.length())));
    for (String predictor : List.of("model", "checkpoint", "no_change", "majority")) {
      if (compares || !predictor.equals("checkpoint")) {
        cells.add(figure(value.get(predictor), metrics.get(0)));
      }
    }
    others().forEach(metric -> cells.add(figure(value.get("model"), metric)));
    cells.add(remark(value));
    return cells;
  }

  private List<Metric> others() {
    return metrics.subList(1, metrics.size());
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
