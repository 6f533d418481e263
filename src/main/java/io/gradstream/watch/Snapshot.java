package io.gradstream.watch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is drawn of a pipeline at a moment, whatever it comes from: topics that are followed,
 * topics that were read once, or the evaluation of a file. What is null is not known there.
 *
 * @param pipeline its name
 * @param task binary, multiclass or regression
 * @param label the field of the label
 * @param source what it is of: {@code live}, {@code topics} or {@code file}
 * @param made when, in milliseconds since the epoch
 * @param program version of gradstream
 * @param sentences the headline and what stands below it
 * @param metrics what is measured, in the order of importance
 * @param baselines what the predictors are called that look at past labels alone, by the name that
 *     their figures begin with
 * @param partitions of the trainers that have finished a window
 * @param trainer the one that is looked at
 * @param decisions the newest of the trainer, the last one last
 * @param deadLetters what was not used
 * @param flow what comes and goes now
 * @param model the model as it stands
 * @param fields what a row has that is to be scored; empty where none can be
 * @param notes what is left out, or wrong, a sentence each
 */
public record Snapshot(
    String pipeline,
    String task,
    String label,
    String source,
    long made,
    String program,
    Headline sentences,
    List<Measure> metrics,
    Map<String, String> baselines,
    List<Integer> partitions,
    @Nullable Trainer trainer,
    List<Decided> decisions,
    @Nullable Dead deadLetters,
    @Nullable Flow flow,
    @Nullable Model model,
    List<Field> fields,
    List<String> notes) {

  /** Returns the same with a model beside it. */
  public Snapshot with(ModelLook look) {
    return new Snapshot(
        pipeline,
        task,
        label,
        source,
        made,
        program,
        sentences,
        metrics,
        baselines,
        partitions,
        trainer,
        decisions,
        deadLetters,
        flow,
        look.view(),
        fields,
        notes);
  }

  /**
   * A metric.
   *
   * @param field what the names of its figures end with
   * @param name for people
   */
  public record Measure(String field, String name, boolean higherIsBetter) {}

  /**
   * Windows of a trainer.
   *
   * @param windows how many there were
   * @param newest the figures of the newest, unrounded
   * @param all all windows, thinned
   * @param recent the newest, each by itself
   */
  public record Trainer(int partition, long windows, Newest newest, Lines all, Lines recent) {}

  /**
   * The newest window.
   *
   * @param number of the window
   * @param count labelled records in it
   * @param records labelled so far
   * @param time of its last record
   * @param values its figures by name
   */
  public record Newest(
      long number,
      long count,
      long records,
      long time,
      long version,
      boolean learning,
      Map<String, Double> values) {}

  /**
   * Figures in the order of the windows.
   *
   * @param perPoint how many windows a point stands for
   * @param windows number of the last window of each point
   * @param records labelled so far
   * @param times of the last records, in milliseconds since the epoch
   */
  public record Lines(
      int perPoint, double[] windows, double[] records, double[] times, Map<String, Line> lines) {}

  /** A figure: the mean of each point, and its least and greatest where that is drawn. */
  public record Line(double[] mean, double @Nullable [] least, double @Nullable [] greatest) {}

  /** A decision. */
  public record Decided(
      long time, int partition, long window, String kind, String action, String reason) {}

  /**
   * Dead letters.
   *
   * @param count of those that were looked at
   * @param all whether these are all there are
   */
  public record Dead(long count, boolean all, List<Reason> reasons) {}

  /** Dead letters of one reason, with the newest few of them. */
  public record Reason(String reason, long count, List<Sample> samples) {}

  /**
   * A dead letter.
   *
   * @param time of the record
   * @param origin topic, partition and offset
   * @param message what is wrong with it
   * @param value the beginning of the record
   */
  public record Sample(long time, String origin, String message, String value) {}

  /**
   * What comes and goes.
   *
   * @param rates predictions a second, one for each second, the last one last
   * @param predicted when one was last made, by this machine's clock; 0 if not since it is followed
   * @param judged when a window was last finished, likewise
   * @param reading whether what lies in the topics is still being read
   * @param problem what keeps from reading them
   * @param predictions the newest, the last one first
   * @param shown whether what records hold may be shown
   */
  public record Flow(
      List<Double> rates,
      long predicted,
      long judged,
      boolean reading,
      @Nullable String problem,
      List<Prediction> predictions,
      boolean shown) {}

  /** A prediction: time and key of its record, what was predicted, and its label if known. */
  public record Prediction(
      long time,
      @Nullable String key,
      @Nullable Double score,
      @Nullable String predicted,
      @Nullable String label,
      long version) {}

  /**
   * A model as it stands.
   *
   * @param examples how many labelled records were judged
   * @param weights the heaviest, the heaviest first; empty where features have none
   * @param categories how many of each field have a column
   * @param problem why it is not there, or old
   */
  public record Model(
      long version,
      long examples,
      long parameters,
      List<Weight> weights,
      Map<String, Integer> categories,
      @Nullable String problem) {}

  /**
   * A weight.
   *
   * @param name of the column, with the class where there are several
   * @param moved earlier values, the newest last; one where none was seen
   */
  public record Weight(String name, double value, double[] moved) {}

  /**
   * A field of a row.
   *
   * @param type number, category, time or list
   * @param known some categories
   */
  public record Field(String name, String type, List<String> known) {}
}
