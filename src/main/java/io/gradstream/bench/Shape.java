package io.gradstream.bench;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The size of a made-up pipeline; all else in it is as by default.
 *
 * @param numbers how many fields are standardised, 1 or more
 * @param categories how many values the one-hot field {@code c} has, 1 or more
 * @param hidden units of one hidden layer; 0 for logistic regression
 * @param batch records a step
 */
record Shape(int numbers, int categories, int hidden, int batch) {

  /** From where one size at a time grows. */
  static final Shape USUAL = new Shape(10, 1000, 0, 1);

  Shape withNumbers(int count) {
    return new Shape(count, categories, hidden, batch);
  }

  Shape withCategories(int count) {
    return new Shape(numbers, count, hidden, batch);
  }

  Shape withHidden(int units) {
    return new Shape(numbers, categories, units, batch);
  }

  Shape withBatch(int size) {
    return new Shape(numbers, categories, hidden, size);
  }

  /** Returns the learner of the pipeline. */
  LearnerRule rule() {
    String fields =
        IntStream.range(0, numbers).mapToObj(i -> "n" + i).collect(Collectors.joining(", "));
    String text =
        """
        pipeline: growth
        input: {topic: rows, label: y}
        features:
          - standard: [%s]
          - one-hot: [c]
        model: %s
        optimizer: {rmsprop: {}, batch-size: %d}
        """
            .formatted(
                fields,
                hidden == 0 ? "logistic" : "{mlp: {hidden: [%d]}}".formatted(hidden),
                batch);
    return PipelineReader.parse("growth.yaml", text, Map.of()).learner();
  }
}
