package io.gradstream.score;

import io.gradstream.core.learn.Explanation;
import io.gradstream.core.learn.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a model predicts of a row.
 *
 * @param value the probability of class 1, the number, or of several classes the probability of the
 *     likeliest; NaN where the model knows no class yet
 * @param predictedClass the likeliest of several classes; empty for other tasks, and where none is
 *     known yet
 * @param probabilities by class, the likeliest first, of all that are known; empty for other tasks.
 *     With {@link #unseen} their sum is 1
 * @param unseen the probability that all classes have together that the model has not seen yet
 * @param version of the model that predicted
 * @param partition whose model that was
 * @param explanation what each feature added, if that was asked for
 */
public record Score(
    double value,
    Optional<String> predictedClass,
    Map<String, Double> probabilities,
    double unseen,
    long version,
    int partition,
    Optional<Explanation> explanation) {

  static Score of(Outcome outcome, int partition, Optional<Explanation> explanation) {
    List<String> classes = outcome.classes();
    Map<String, Double> probabilities = new LinkedHashMap<>();
    if (outcome.isOfClasses()) {
      double[] known = outcome.probabilities();
      IntStream.range(0, known.length)
          .boxed()
          .sorted((a, b) -> Double.compare(known[b], known[a]))
          .forEach(k -> probabilities.put(classes.get(k), known[k]));
    }
    return new Score(
        outcome.score(),
        outcome.isOfClasses() && outcome.predictedClass() >= 0
            ? Optional.of(classes.get(outcome.predictedClass()))
            : Optional.empty(),
        probabilities,
        outcome.isOfClasses() ? outcome.unseen() : 0,
        outcome.version(),
        partition,
        explanation);
  }
}
