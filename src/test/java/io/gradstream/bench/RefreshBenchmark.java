package io.gradstream.bench;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Predictor;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a follower needs for a commit of a large model: a million keys and categories, of which
 * a hundred have changed. Run it as a program; it prints milliseconds.
 */
public final class RefreshBenchmark {

  private static final int KEYS = 1_000_000;
  private static final int CHANGED = 100;
  private static final int COMMITS = 60;

  private RefreshBenchmark() {}

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    measure(
        "rolling by key",
        "{rolling: {fields: [x], of: [mean], last: 4, by: [k], max-keys: 2000000}}");
    measure("one-hot", "{one-hot: {fields: [k], max-categories: 2000000}}");
    measure("target-mean", "{target-mean: {fields: [k], max-categories: 2000000}}");
  }

  private static void measure(String what, String feature) throws IOException {
    Path file = Files.createTempFile("refresh", ".yaml");
    Files.writeString(
        file,
        """
        pipeline: p
        input: {topic: t, label: y, format: json}
        features: [{standard: [x]}, %s]
        model: logistic
        optimizer: {sgd: {learning-rate: 0.1}}
        """
            .formatted(feature));
    LearnerRule rule = PipelineReader.read(file, Map.of()).learner();
    Files.delete(file);
    Learner learner = new Learner(rule);
    Predictor predictor = new Predictor(rule);
    Row row = new Row(rule.layout());
    for (int key = 0; key < KEYS; key++) {
      learn(learner, row, key, key);
    }
    predictor.apply(changed(learner));
    double[] millis = new double[COMMITS];
    int blocks = 0;
    for (int commit = 0; commit < COMMITS; commit++) {
      for (int i = 0; i < CHANGED; i++) {
        learn(learner, row, (commit * 7919 + i * 9973) % KEYS, KEYS + commit);
      }
      Map<String, byte[]> changed = changed(learner);
      blocks = changed.size();
      long begun = System.nanoTime();
      predictor.apply(changed);
      millis[commit] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "%-16s %,d blocks changed: median %.2f ms, greatest %.2f ms%n",
        what, blocks, millis[COMMITS / 2], millis[COMMITS - 1]);
  }

  private static Map<String, byte[]> changed(Learner learner) {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    learner.state().drain(blocks::put);
    return blocks;
  }

  private static void learn(Learner learner, Row row, int key, long record) {
    RowLayout layout = row.layout();
    row.clear();
    row.setNumber(layout.numbers().indexOf("x"), key % 17);
    byte[] text = Integer.toString(key).getBytes(StandardCharsets.US_ASCII);
    row.setCategory(layout.categories().indexOf("k"), text, 0, text.length);
    row.setLabel(key % 2);
    row.setOrigin(0, record);
    learner.take(row, 1_700_000_000_000L + record);
  }
}
