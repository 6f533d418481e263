package io.gradstream.pipeline.file;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.state.BlockSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A golden file: the blocks of a pipeline's model after some records, and what came of them when it
 * learned some more. Lines of text, compressed: {@code block KEY HEX}, then results.
 *
 * @param blocks the stored state
 * @param results bits of every prediction after that, and digests of the blocks at the end
 */
record GoldenState(Map<String, byte[]> blocks, List<String> results) {

  private static final int STORED_AFTER = 150;
  private static final int RECORDS = 210;
  private static final HexFormat HEX = HexFormat.of();

  /** Learns a pipeline's first records and returns what is stored then and comes after. */
  static GoldenState of(LearnerRule rule) {
    Map<String, byte[]> blocks = new TreeMap<>();
    Learner learner = new Learner(rule);
    learn(learner, rule, 0, STORED_AFTER, new ArrayList<>());
    drain(learner, blocks);
    return new GoldenState(blocks, resultsOf(rule, blocks));
  }

  /** Restores blocks, learns on and returns the results. */
  static List<String> resultsOf(LearnerRule rule, Map<String, byte[]> blocks) {
    Map<String, byte[]> after = new TreeMap<>(blocks);
    Learner learner = new Learner(rule);
    learner.restore(blocks);
    List<String> results = new ArrayList<>();
    learn(learner, rule, STORED_AFTER, RECORDS, results);
    drain(learner, after);
    after.forEach((key, block) -> results.add("after %s %s".formatted(key, digest(block))));
    return results;
  }

  static GoldenState read(Path file) throws IOException {
    Map<String, byte[]> blocks = new TreeMap<>();
    List<String> results = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("block")) {
          blocks.put(words[1], HEX.parseHex(words[2]));
        } else {
          results.add(line);
        }
      }
    }
    return new GoldenState(blocks, results);
  }

  void write(Path file) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      for (Map.Entry<String, byte[]> block : blocks.entrySet()) {
        out.write("block %s %s\n".formatted(block.getKey(), HEX.formatHex(block.getValue())));
      }
      for (String result : results) {
        out.write(result + "\n");
      }
    }
  }

  private static void learn(
      Learner learner, LearnerRule rule, int from, int to, List<String> predictions) {
    Row row = new Row(rule.layout());
    for (int i = from; i < to; i++) {
      GoldenRows.fill(row, rule, i);
      Outcome outcome = learner.take(row, GoldenRows.time(i), GoldenRows.key(i));
      if (outcome.refusal().isPresent()) {
        throw new IllegalStateException("record " + i + ": " + outcome.refusal().get());
      }
      predictions.add("predicted " + i + " " + bits(outcome));
      if (rule.delay().isPresent()) {
        settle(learner, predictions);
        learnLabels(learner, rule, i, predictions);
      }
    }
  }

  /** Most labels come 25 records later, a few before their record, and a few never. */
  private static void learnLabels(
      Learner learner, LearnerRule rule, int i, List<String> predictions) {
    Row row = new Row(rule.labelLayout(List.of()));
    for (int of : new int[] {i - 25, i + 3}) {
      boolean early = of > i;
      if (of >= 0 && of % 7 != 0 && (of % 11 == 0) == early) {
        GoldenRows.fill(row, rule, of);
        if (row.hasLabel()) {
          Outcome outcome = learner.takeLabel(row, GoldenRows.time(i), GoldenRows.key(of));
          if (outcome.refusal().isPresent()) {
            throw new IllegalStateException("label " + of + ": " + outcome.refusal().get());
          }
          settle(learner, predictions);
        }
      }
    }
  }

  private static void settle(Learner learner, List<String> predictions) {
    for (var next = learner.settle(); next.isPresent(); next = learner.settle()) {
      predictions.add(
          "settled %s %s".formatted(HEX.formatHex(next.get().key()), bits(next.get().outcome())));
    }
  }

  private static String bits(Outcome outcome) {
    double[] scores =
        outcome.isOfClasses() ? outcome.probabilities() : new double[] {outcome.score()};
    return Arrays.stream(scores)
        .mapToObj(score -> HEX.toHexDigits(Double.doubleToRawLongBits(score)))
        .collect(Collectors.joining(","));
  }

  private static void drain(Learner learner, Map<String, byte[]> blocks) {
    learner
        .state()
        .drain(
            (key, block) -> {
              if (block == BlockSink.DELETED) {
                blocks.remove(key);
              } else {
                blocks.put(key, block);
              }
            });
  }

  private static String digest(byte[] block) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(block);
      return HEX.formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
