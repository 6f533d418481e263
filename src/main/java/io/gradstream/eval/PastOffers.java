package io.gradstream.eval;

import io.gradstream.core.metric.Baseline;
import io.gradstream.core.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What past records would add to a pipeline of rows that are in the order of their time, as
 * comments with the gain that was measured.
 *
 * <p>The last label is no comment where a pipeline without it is beaten by saying the last label
 * again, and with it is not.
 */
final class PastOffers {

  private static final double MOST_STEPS_BACK = 1; // of 100
  private static final int FEWEST_VALUES = 20;
  private static final double WORTH = 0.005;

  private final Sample sample;
  private final String label;
  private final Contest contest;
  private final boolean late; // labels are known later, and no feature knows them before

  PastOffers(Sample sample, String label, Contest contest, boolean late) {
    this.late = late;
    this.sample = sample;
    this.label = label;
    this.contest = contest;
  }

  /** Tries them, if the rows are in an order, and returns the lines for {@code features:}. */
  String text() {
    return order().map(this::offers).orElse("");
  }

  /** Returns the column by which the rows are sorted, a time before a number. */
  private Optional<String> order() {
    List<SampleColumn> sorted =
        sample.columns().stream()
            .filter(column -> !column.name().equals(label) && isSorted(column))
            .toList();
    return sorted.stream()
        .filter(column -> column.type() == SampleColumn.Type.TIME)
        .findFirst()
        .or(() -> sorted.stream().findFirst())
        .map(SampleColumn::name);
  }

  private static boolean isSorted(SampleColumn column) {
    return column.isOrdered()
        && column.values().size() >= FEWEST_VALUES
        && column.percentOfSteps(column.numbers(), true) <= MOST_STEPS_BACK;
  }

  private String offers(String order) {
    Contest.Tried without = contest.best();
    Optional<Contest.Tried> numbers = contest.withLastNumbers(numbersBut(order));
    Optional<Contest.Tried> labels = contest.withLastLabel();
    StringBuilder text =
        new StringBuilder("  # The rows are in the order of %s.%n".formatted(Yaml.comment(order)));
    if (labels.isPresent() && isNeeded(without, labels.get())) {
      contest.choose(labels.get());
      text.append("  # The last labels are above, for without them the last label again is better.")
          .append(
              late
                  ? "\n"
                  : " Take them out if\n  # a label is not known when the next record comes.\n");
    } else {
      labels.ifPresent(
          tried ->
              offer(
                  text,
                  without,
                  tried,
                  late
                      ? "the last labels that are known by then"
                      : "if a label is known when the next record comes"));
    }
    numbers.ifPresent(tried -> offer(text, without, tried, "numbers of the record before"));
    return text.toString();
  }

  private List<String> numbersBut(String order) {
    return contest.encoders().numbers().stream().filter(name -> !name.equals(order)).toList();
  }

  private boolean isNeeded(Contest.Tried without, Contest.Tried with) {
    return !contest.beats(without, Baseline.NO_CHANGE) && contest.beats(with, Baseline.NO_CHANGE);
  }

  private void offer(
      StringBuilder text, Contest.Tried without, Contest.Tried with, String condition) {
    double gain = 1 - with.loss() / without.loss();
    Figures written = Figures.of(with.loss(), without.loss());
    String figures =
        "%s %s, now %s"
            .formatted(
                contest.metric().label(), written.text(with.loss()), written.text(without.loss()));
    text.append(
        !(gain >= WORTH)
            ? "  # No gain on the sample (%s): %s:%n".formatted(figures, condition)
            : String.format(
                Locale.ROOT, "  # %.0f %% less loss (%s): %s:%n", 100 * gain, figures, condition));
    with.candidate().past().lines().forEach(line -> text.append("  # " + line.substring(2) + "\n"));
  }
}
