package io.gradstream.watch;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.text.ProgramVersion;
import io.gradstream.report.MetricNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes snapshots of a pipeline, of whatever is known of it.
 *
 * @param name of the pipeline
 * @param rule what it learns
 * @param source {@code live}, {@code topics} or {@code file}
 */
public record Drawing(String name, LearnerRule rule, String source) {

  /** What is known besides windows and decisions; null is not known. */
  record Rest(
      Snapshot.@Nullable Dead dead,
      Snapshot.@Nullable Flow flow,
      Snapshot.@Nullable Model model,
      List<Snapshot.Field> fields,
      List<String> notes) {}

  /**
   * Draws what a file showed.
   *
   * @param model as it stands at the end
   * @param notes what is left out, a sentence each
   */
  public Snapshot draw(History history, ModelLook model, List<String> notes) {
    return draw(history, 0, new Rest(null, null, model.view(), List.of(), notes));
  }

  Snapshot draw(History history, int partition, Rest rest) {
    Map<String, String> baselines = baselines();
    return new Snapshot(
        name,
        rule.task().name().toLowerCase(Locale.ROOT),
        rule.label().field(),
        source,
        System.currentTimeMillis(),
        ProgramVersion.text(),
        history.headline(partition, baselines),
        rule.validation().metrics().stream()
            .map(
                metric ->
                    new Snapshot.Measure(
                        metric.field(), MetricNames.of(metric), metric.gain(1, 0) > 0))
            .toList(),
        baselines,
        history.partitions(),
        history.trainer(partition),
        history.decisions(partition),
        rest.dead(),
        rest.flow(),
        rest.model(),
        rest.fields(),
        rest.notes());
  }

  /** The names of the predictors that look at past labels alone, by what their figures are. */
  private Map<String, String> baselines() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(
        History.MAJORITY,
        rule.task() == Task.REGRESSION
            ? "always answering the mean so far"
            : "always answering the base rate");
    names.put(History.NO_CHANGE, "repeating the last label");
    return names;
  }
}
