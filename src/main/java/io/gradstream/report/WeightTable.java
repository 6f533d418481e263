package io.gradstream.report;

import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.NamedWeight;
import io.gradstream.core.learn.Predictor;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The heaviest features of a linear model, by name. */
public final class WeightTable {

  private static final int WIDEST = 60;

  private WeightTable() {}

  /**
   * Returns the bias and the {@code most} heaviest features, a line each, or why there are none.
   */
  public static String of(Learner learner, int most) {
    return of(learner.predictor(), most);
  }

  /** Returns the same of whoever predicts with a model. */
  public static String of(Predictor predictor, int most) {
    List<NamedWeight> weights = predictor.weights();
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
    List<String> names =
        shown.stream().map(weight -> name(weight, predictor.classNames())).toList();
    Figures figures = Figures.of(shown.stream().mapToDouble(NamedWeight::value).toArray());
    TextTable table = new TextTable(Column.left(""), Column.right("").atLeast(10));
    for (int i = 0; i < shown.size(); i++) {
      table.add(Printable.of(names.get(i), WIDEST), figures.text(shown.get(i).value()));
    }
    return table.lines().stream()
        .map("  %s\n"::formatted)
        .collect(
            Collectors.joining(
                "", "weights, of %s\n".formatted(Figures.count(weights.size())), ""));
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
