package io.gradstream.core.feature.pca;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.text.RealRange;
import io.gradstream.core.text.WholeRange;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Encodes a record by its coordinates on the principal axes of other encodings together: few
 * columns in the place of many.
 *
 * <p>The axes are learned from the stream, see {@link PrincipalAxes}; the inner encoders have
 * statistics and a dictionary of their own. A record is counted first and then projected, the
 * running means of the inner columns taken off. The sign of a coordinate is arbitrary, but stays.
 *
 * <p>Cost: some {@code 4 components * inner columns} multiplications a record that is learned from.
 *
 * @param of the inner encoders
 * @param components how many axes, 1 or more; with fixed inner columns only, at most as many
 * @param learningRate the least share that a record has in the axes, in [0, 1)
 * @param scale whether the coordinates are standardised as by {@link Standard}
 */
public record Pca(List<Feature> of, int components, double learningRate, boolean scale)
    implements Feature {

  /** How many axes there may be. */
  public static final WholeRange COMPONENTS = WholeRange.atLeast(1);

  /** What the least share of a record may be. */
  public static final RealRange LEARNING_RATE = RealRange.from(0, 1);

  /** Copies the list and checks the ranges. */
  public Pca {
    of = List.copyOf(of);
    int columns = FeaturePlan.fixedRows(of) - 1;
    boolean grows = of.stream().anyMatch(feature -> feature.activeCategories() > 0);
    COMPONENTS.check("components", components);
    if (!grows && components > columns) {
      throw new IllegalArgumentException(
          "components must be from 1 to the %d columns of what it is of, was %d"
              .formatted(columns, components));
    }
    LEARNING_RATE.check("learning-rate", learningRate);
  }

  @Override
  public String kind() {
    return "pca";
  }

  @Override
  public List<String> numbers() {
    return all(Feature::numbers);
  }

  @Override
  public List<String> categories() {
    return all(Feature::categories);
  }

  @Override
  public List<String> instants() {
    return all(Feature::instants);
  }

  @Override
  public Map<String, DateOrder> dates() {
    Map<String, DateOrder> dates = new HashMap<>();
    of.forEach(feature -> dates.putAll(feature.dates()));
    return dates;
  }

  @Override
  public List<String> bags() {
    return all(Feature::bags);
  }

  @Override
  public Set<Task> tasks() {
    Set<Task> common = EnumSet.allOf(Task.class);
    of.forEach(feature -> common.retainAll(feature.tasks()));
    return common;
  }

  @Override
  public List<String> columns() {
    return IntStream.rangeClosed(1, components).mapToObj(i -> "pc" + i).toList();
  }

  @Override
  public boolean isNumber(int column) {
    return scale;
  }

  @Override
  public String source(int column) {
    return kind() + " of " + String.join(", ", fields());
  }

  @Override
  public String description() {
    String inner = of.stream().map(Feature::description).collect(Collectors.joining("; "));
    return "pca: %d of {%s}, scale %s".formatted(components, inner, scale ? "standard" : "none");
  }

  @Override
  public Encoder bind(Binding binding) {
    return new PcaEncoder(binding, this);
  }

  private List<String> all(Function<Feature, List<String>> fields) {
    return of.stream().flatMap(feature -> fields.apply(feature).stream()).distinct().toList();
  }
}
