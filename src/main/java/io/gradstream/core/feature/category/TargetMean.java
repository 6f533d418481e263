package io.gradstream.core.feature.category;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.text.RealRange;
import java.util.List;
import java.util.Set;

/**
 * Encodes a category as the smoothed mean of the labels that were seen with it: {@code (sum + m
 * prior) / (count + m)}, the prior being the mean of all labels.
 *
 * <p>A record's own label is counted only after its prediction. A missing value is a category like
 * any other. Source: D. Micci-Barreca, "A preprocessing scheme for high-cardinality categorical
 * attributes in classification and prediction problems", SIGKDD Explorations 3(1), 2001, with the
 * weight {@code count / (count + m)}.
 *
 * @param fields the fields to encode, one column each
 * @param smoothing m, 0 or more: as many labels of the prior's mean stand beside those of a
 *     category
 * @param maxCategories how many categories of a field have means of their own; the rest share one
 * @param scaling what is done with the mean
 */
public record TargetMean(
    List<String> fields, double smoothing, int maxCategories, CategoryScale scaling)
    implements Feature {

  /** How many labels of the prior may be added. */
  public static final RealRange SMOOTHING = RealRange.atLeast(0);

  /** Copies the list and checks the ranges. */
  public TargetMean {
    fields = List.copyOf(fields);
    SMOOTHING.check("smoothing", smoothing);
    Frequency.MAX_CATEGORIES.check("max-categories", maxCategories);
  }

  @Override
  public String kind() {
    return "target-mean";
  }

  @Override
  public List<String> categories() {
    return fields;
  }

  @Override
  public List<String> columns() {
    return fields.stream().map(field -> field + " target mean").toList();
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.BINARY, Task.REGRESSION);
  }

  @Override
  public String source(int column) {
    return fields.get(column);
  }

  @Override
  public String description() {
    return "target-mean: %s, smoothing %s, max-categories %d"
            .formatted(fields, smoothing, maxCategories)
        + ColumnScale.description(scaling);
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Means(binding, this);
  }

  private static final class Means extends TallyEncoder {

    private static final int SUM = 0;
    private static final int COUNT = 1;
    private static final double LARGEST = 1e150;

    private final double smoothing;

    Means(Binding binding, TargetMean rule) {
      super(
          binding, rule, "mean", rule.maxCategories(), 2, new Totals("labels", 2), rule.scaling());
      smoothing = rule.smoothing();
    }

    @Override
    public void observe(Row row) {
      for (int i = 0; i < fields(); i++) {
        observeScale(row, i);
      }
    }

    @Override
    public void learn(Row row) {
      double label = row.label();
      if (!(Math.abs(label) <= LARGEST)) {
        return; // sums of such numbers overflow
      }
      addTotal(SUM, label);
      addTotal(COUNT, 1);
      for (int i = 0; i < fields(); i++) {
        int entry = admit(row, i);
        tallies(i).add(entry, SUM, label);
        tallies(i).add(entry, COUNT, 1);
      }
    }

    @Override
    double value(Tallies field, int entry) {
      double count = field.get(entry, COUNT);
      double prior = total(COUNT) == 0 ? 0 : total(SUM) / total(COUNT);
      return count == 0 ? prior : (field.get(entry, SUM) + smoothing * prior) / (count + smoothing);
    }
  }
}
