package io.gradstream.crash;

import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Holds what a pipeline has written against what it should have, byte for byte. */
final class Comparison {

  private final Written was;
  private final Written should;
  private final OutputTopics topics;
  private final String changelog;
  private final boolean ofLabels; // whether some records are labels, and have no answer
  private final List<Origin> lost = new ArrayList<>();
  private final List<Origin> doubled = new ArrayList<>();
  private final List<Origin> different = new ArrayList<>();
  private final Map<String, Integer> compared = new LinkedHashMap<>();
  private Optional<String> first = Optional.empty();

  /**
   * Creates a comparison.
   *
   * @param topics whose values are compared
   */
  Comparison(Written was, Written should, OutputTopics topics, Pipeline pipeline) {
    this.was = was;
    this.should = should;
    this.topics = topics;
    changelog = pipeline.modelTopic();
    ofLabels = pipeline.labels().isPresent();
  }

  /**
   * Compares everything.
   *
   * @param input every committed record of the input, with how often a trainer got it
   */
  Verdict compare(Map<Origin, Integer> input) {
    input.forEach(this::count);
    answers("predictions", was.predictions(), should.predictions(), topics.predictions());
    if (ofLabels) {
      answers("outcomes", was.outcomes(), should.outcomes(), topics.outcomes());
    }
    answers("dead letters", was.deadLetters(), should.deadLetters(), topics.deadLetters());
    reports("metrics", was.metrics(), should.metrics(), topics.metrics());
    reports("decisions", was.decisions(), should.decisions(), topics.decisions());
    blocks();
    return new Verdict(input.size(), lost, doubled, different, compared, first);
  }

  private void count(Origin origin, int given) {
    int answers = answers(was, origin);
    int wanted = ofLabels ? answers(should, origin) : 1;
    if (answers < wanted) {
      lost.add(origin);
      found(of(origin) + " has neither prediction nor dead letter");
    } else if (answers > wanted) {
      doubled.add(origin);
      found(of(origin) + " has " + answers + " answers");
    }
    if (given != 1) {
      found(of(origin) + " is " + given + " times in the repartition topic, should be once");
    }
  }

  private static int answers(Written written, Origin origin) {
    return written.predictions().getOrDefault(origin, List.of()).size()
        + written.deadLetters().getOrDefault(origin, List.of()).size();
  }

  private void answers(
      String kind,
      Map<Origin, List<Message>> answers,
      Map<Origin, List<Message>> right,
      Values values) {
    TreeSet<Origin> all = new TreeSet<>(Written.IN_ORDER);
    all.addAll(answers.keySet());
    all.addAll(right.keySet());
    for (Origin origin : all) {
      List<Message> one = answers.getOrDefault(origin, List.of());
      List<Message> other = right.getOrDefault(origin, List.of());
      Optional<String> difference = difference(kind, one, other, values);
      if (difference.isPresent()) {
        different.add(origin);
        found(difference.get() + " (" + of(origin) + instead(origin, one) + ")");
      }
    }
    compared.put(kind, Written.count(right));
  }

  /** Says why a record that should have been predicted was not. */
  private String instead(Origin origin, List<Message> answers) {
    List<Message> letters = was.deadLetters().getOrDefault(origin, List.of());
    return answers.isEmpty() && !letters.isEmpty()
        ? ": a dead letter, " + letters.get(0).header(DeadLetterHeaders.MESSAGE)
        : "";
  }

  private void reports(
      String kind,
      Map<Integer, List<Message>> reports,
      Map<Integer, List<Message>> right,
      Values values) {
    TreeSet<Integer> trainers = new TreeSet<>(reports.keySet());
    trainers.addAll(right.keySet());
    for (int trainer : trainers) {
      difference(
              kind,
              reports.getOrDefault(trainer, List.of()),
              right.getOrDefault(trainer, List.of()),
              values)
          .ifPresent(difference -> found(difference + " (of trainer " + trainer + ")"));
    }
    compared.put(kind, Written.count(right));
  }

  private static Optional<String> difference(
      String kind, List<Message> one, List<Message> other, Values values) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      Message message = one.get(i);
      Optional<String> difference = message.difference(other.get(i), values);
      if (difference.isPresent()) {
        return Optional.of(message.place() + ", " + difference.get());
      }
    }
    if (one.size() == other.size()) {
      return Optional.empty();
    }
    String where = one.size() > other.size() ? " at " + one.get(other.size()).place() : "";
    return Optional.of(
        "there are %d %s, should be %d%s".formatted(one.size(), kind, other.size(), where));
  }

  private void blocks() {
    int count = 0;
    long bytes = 0;
    TreeSet<Integer> trainers = new TreeSet<>(was.blocks().keySet());
    trainers.addAll(should.blocks().keySet());
    for (int trainer : trainers) {
      Map<String, byte[]> one = was.blocks().getOrDefault(trainer, Map.of());
      Map<String, byte[]> other = should.blocks().getOrDefault(trainer, Map.of());
      TreeSet<String> keys = new TreeSet<>(one.keySet());
      keys.addAll(other.keySet());
      keys.forEach(key -> block(trainer, key, one, other));
      count += other.size();
      bytes += other.values().stream().mapToLong(block -> block.length).sum();
    }
    compared.put("state blocks", count);
    compared.put("their KiB", Math.toIntExact(bytes / 1024));
  }

  private void block(int trainer, String key, Map<String, byte[]> one, Map<String, byte[]> other) {
    if (!Arrays.equals(one.get(key), other.get(key))) {
      found(
          "topic %s, partition %d, block %s, %s"
              .formatted(
                  changelog,
                  trainer,
                  key,
                  new Values(changelog, null).difference(one.get(key), other.get(key))));
    }
  }

  private void found(String difference) {
    if (first.isEmpty()) {
      first = Optional.of(difference);
    }
  }

  private static String of(Origin origin) {
    return "%s partition %d, offset %d"
        .formatted(origin.isOfLabels() ? "labels" : "input", origin.partition(), origin.offset());
  }
}
