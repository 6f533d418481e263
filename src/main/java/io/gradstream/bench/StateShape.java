package io.gradstream.bench;

import io.gradstream.core.data.Row;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pipeline of a wanted number of parameters, and rows for it: sparse, of which a row changes a
 * few, or dense, of which a row changes all.
 *
 * @param title as it is printed
 * @param weights wanted
 * @param numbers how many fields are standardised
 * @param ids how many fields of ids are hashed
 * @param features in the words of a pipeline file
 * @param model in the words of a pipeline file
 * @param optimizer in the words of a pipeline file
 */
record StateShape(
    String title,
    int weights,
    int numbers,
    int ids,
    String features,
    String model,
    String optimizer) {

  private static final int NUMBERS = 100;
  private static final int TELLING = 5; // fields that the label depends on
  private static final int MOST_BUCKETS = 1 << 20; // of a field
  private static final int IDS = 1 << 24;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  /** Returns a linear model of hashed ids with so many weights, once all of them were seen. */
  static StateShape sparse(int weights, String optimizer) {
    int ids = Math.max(TELLING, (weights + MOST_BUCKETS - 1) / MOST_BUCKETS);
    return new StateShape(
        "sparse, " + title(optimizer),
        weights,
        0,
        ids,
        "[{hash: {fields: [%s], buckets: %d}}]".formatted(names("c", ids), weights / ids),
        "logistic",
        optimizer);
  }

  /** Returns a network of some hundred inputs with about so many weights. */
  static StateShape dense(int weights, String optimizer) {
    int units = (int) Math.round(Math.sqrt(weights + NUMBERS * NUMBERS / 4.0) - NUMBERS / 2.0);
    return new StateShape(
        "dense, " + title(optimizer),
        weights,
        NUMBERS,
        0,
        "[{standard: [%s]}]".formatted(names("n", NUMBERS)),
        "{mlp: {hidden: [%d, %d]}}".formatted(units, units),
        optimizer);
  }

  /** Returns what it is called on the command line, such as sparse-adam. */
  String name() {
    return title.replace(", ", "-");
  }

  private static String title(String optimizer) {
    return optimizer.isEmpty() ? "race" : optimizer;
  }

  private static String names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(", "));
  }

  /** Returns the pipeline. */
  Pipeline pipeline() {
    String text =
        """
        pipeline: bench-state
        input: {topic: bench-state, label: y, format: json}
        features: %s
        model: %s
        %s
        """
            .formatted(
                features, model, optimizer.isEmpty() ? "" : "optimizer: {" + optimizer + ": {}}");
    return PipelineReader.parse("state.yaml", text, Map.of());
  }

  /** Fills a row; the same at the same index. */
  void fill(int index, Row row) {
    row.clear();
    Random random = new Random(index * SPREAD);
    double sum = 0;
    for (int slot = 0; slot < numbers; slot++) {
      double x = random.nextGaussian();
      row.setNumber(slot, x);
      sum += slot < TELLING ? x : 0;
    }
    for (int slot = 0; slot < ids; slot++) {
      long id = random.nextInt(IDS);
      row.setCategory(slot, id);
      sum += (id & 1) == 0 ? 1 : -1;
    }
    row.setLabel(sum > 0 ? 1 : 0);
  }

  /** Returns a row as a JSON record. */
  byte[] json(int index) {
    Random random = new Random(index * SPREAD);
    StringBuilder text = new StringBuilder("{\"y\": ").append(index & 1);
    for (int slot = 0; slot < numbers; slot++) {
      text.append(", \"n").append(slot).append("\": ").append((float) random.nextGaussian());
    }
    for (int slot = 0; slot < ids; slot++) {
      text.append(", \"c").append(slot).append("\": ").append(random.nextInt(IDS));
    }
    return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns how many rows it takes until nearly every parameter has been learned. */
  int rowsUntilFull() {
    return ids == 0 ? 1 : (int) (2L * weights / ids);
  }
}
