package io.gradstream.report;

import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.NamedWeight;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The heaviest features of a linear model, by name. */
public final class WeightTable {

  private static final int WIDEST = 60;

  private WeightTable() {}

  /**
   * Returns the bias and the {@code most} heaviest features, a line each, or why there are none.
   */
  public static String of(Learner learner, int most) {
    List<NamedWeight> weights = learner.weights();
    if (weights.isEmpty()) {
      return "weights: the model is a network, whose outputs are no weighted sums of features\n";
    }
    List<NamedWeight> shown =
        Stream.concat(
                weights.stream().filter(WeightTable::isBias),
                weights.stream()
                    .filter(weight -> !isBias(weight))
                    .sorted(Comparator.comparingDouble(weight -> -Math.abs(weight.value())))
                    .limit(most))
            .toList();
    List<String> names = shown.stream().map(weight -> name(weight, learner.classNames())).toList();
    int width = Math.min(WIDEST, names.stream().mapToInt(String::length).max().orElse(0));
    StringBuilder table = new StringBuilder("weights, of %,d\n".formatted(weights.size()));
    for (int i = 0; i < shown.size(); i++) {
      String format = "  %-" + width + "s  %10.4f%n";
      table.append(String.format(Locale.ROOT, format, names.get(i), shown.get(i).value()));
    }
    return table.toString();
  }

  private static boolean isBias(NamedWeight weight) {
    return weight.feature().equals("bias");
  }

  private static String name(NamedWeight weight, List<String> classes) {
    return classes.size() > weight.output()
        ? weight.feature() + " for " + classes.get(weight.output())
        : weight.feature();
  }
}
