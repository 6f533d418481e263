package io.gradstream.core.feature.category;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.text.RealRange;
import java.util.List;
import java.util.Map;
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
    return new Means(binding);
  }

  private final class Means implements Encoder {

    private static final int SUM = 0;
    private static final int COUNT = 1;
    private static final double LARGEST = 1e150;

    private final Dictionary dictionary; // for the texts of categories that it knows
    private final int[] slots;
    private final int firstRow;
    private final Tallies[] labels;
    private final DoubleArray all;
    private final ColumnScale scale;

    Means(Binding binding) {
      dictionary = binding.dictionary();
      slots = binding.categorySlots(fields);
      firstRow = binding.firstRow();
      labels = new Tallies[slots.length];
      for (int i = 0; i < slots.length; i++) {
        labels[i] = new Tallies(binding, i, 2, maxCategories);
      }
      all = binding.scope().doubles(binding.name() + ".labels", 2);
      scale = new ColumnScale(scaling, binding, slots.length);
    }

    @Override
    public void observe(Row row) {
      for (int i = 0; i < slots.length; i++) {
        scale.observe(i, mean(row, i));
      }
    }

    @Override
    public void learn(Row row) {
      double label = row.label();
      if (!(Math.abs(label) <= LARGEST)) {
        return; // sums of such numbers overflow
      }
      all.set(SUM, all.get(SUM) + label);
      all.set(COUNT, all.get(COUNT) + 1);
      for (int i = 0; i < slots.length; i++) {
        int entry = labels[i].admit(row.category(slots[i]));
        labels[i].add(entry, SUM, label);
        labels[i].add(entry, COUNT, 1);
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      for (int i = 0; i < slots.length; i++) {
        out.add(firstRow + i, scale.encoded(i, mean(row, i)));
      }
    }

    @Override
    public void tell(Statistics to) {
      for (int i = 0; i < slots.length; i++) {
        int column = i;
        String field = fields.get(i);
        Map<Long, String> texts = KnownTexts.byHash(dictionary, field);
        labels[i].tell(field, "mean", texts, entry -> mean(entry, column), to);
        scale.tell(i, columns().get(i), to);
      }
    }

    @Override
    public void draw(Graph graph, Columns out) {
      for (int i = 0; i < slots.length; i++) {
        int column = i;
        String field = fields.get(i);
        out.add(
            firstRow + i,
            1,
            labels[i].draw(
                graph,
                kind(),
                field,
                KnownTexts.byHash(dictionary, field),
                entry -> scale.encoded(column, mean(entry, column))));
      }
    }

    @Override
    public void refresh() {
      for (Tallies field : labels) {
        field.refresh();
      }
    }

    @Override
    public void merge(Encoder twin) {
      Means other = (Means) twin;
      for (int i = 0; i < labels.length; i++) {
        labels[i].merge(other.labels[i]);
      }
      all.set(SUM, all.get(SUM) + other.all.get(SUM));
      all.set(COUNT, all.get(COUNT) + other.all.get(COUNT));
      scale.merge(other.scale);
    }

    private double mean(Row row, int i) {
      return mean(labels[i].find(row.category(slots[i])), i);
    }

    private double mean(int entry, int i) {
      double count = labels[i].get(entry, COUNT);
      double prior = all.get(COUNT) == 0 ? 0 : all.get(SUM) / all.get(COUNT);
      return count == 0
          ? prior
          : (labels[i].get(entry, SUM) + smoothing * prior) / (count + smoothing);
    }
  }
}
