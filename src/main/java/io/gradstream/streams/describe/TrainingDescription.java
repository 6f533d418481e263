package io.gradstream.streams.describe;

import io.gradstream.core.learn.Augmentation;
import io.gradstream.core.learn.Batching;
import io.gradstream.core.learn.ClassWeights;
import io.gradstream.core.learn.Training;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Schedule;
import io.gradstream.core.race.Member;
import io.gradstream.core.race.Race;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code describe} says of how a model is stepped, line by line. */
final class TrainingDescription {

  private TrainingDescription() {}

  /** Returns the lines, text by name; what is not used is left out, but for bounds. */
  static Map<String, String> of(Training training) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("optimizer", optimizer(training.optimizer()) + ", " + batching(training.batching()));
    if (training.optimizer() instanceof Race race) {
      race.members().forEach(member -> lines.put("  " + member.name(), member(member)));
    }
    schedule(training, lines);
    lines.put("clip norm", bound(training.clipping().norm()));
    if (Double.isFinite(training.clipping().value())) {
      lines.put("clip value", plain(training.clipping().value()));
    }
    lines.put("l1, l2", plain(training.penalties().l1()) + ", " + plain(training.penalties().l2()));
    if (!training.classWeights().equals(ClassWeights.NONE)) {
      lines.put("classes", "weighed " + factors(training.classWeights()));
    }
    if (!training.augmentation().equals(Augmentation.NONE)) {
      lines.put("augment", augmentation(training.augmentation()));
    }
    training
        .pretraining()
        .ifPresent(
            each ->
                lines.put(
                    "pretrain",
                    "%,d records, learning rate %s, corruption %s"
                        .formatted(
                            each.records(), plain(each.learningRate()), plain(each.corruption()))));
    return lines;
  }

  private static String optimizer(Optimizer rule) {
    if (rule instanceof Race race) {
      return "race of %d members".formatted(race.members().size());
    }
    return Double.isNaN(rule.learningRate())
        ? rule.description()
        : rule.description() + ", learning rate " + plain(rule.learningRate());
  }

  private static String member(Member member) {
    String model = member.model().map(rule -> rule.description() + " by ").orElse("");
    return model + optimizer(member.optimizer());
  }

  private static String batching(Batching batching) {
    String text = "batch size " + batching.size();
    if (batching.maxDelay() != Batching.NO_LIMIT) {
      text +=
          " or after "
              + Duration.ofMillis(batching.maxDelay())
                  .toString()
                  .substring(2)
                  .toLowerCase(Locale.ROOT);
    }
    return batching.shuffleBuffer() > 0
        ? text + ", drawn from %,d".formatted(batching.shuffleBuffer())
        : text;
  }

  private static void schedule(Training training, Map<String, String> lines) {
    if (!training.schedule().equals(Schedule.CONSTANT)) {
      lines.put("schedule", ScheduleText.of(training.schedule()));
    }
    training
        .plateau()
        .ifPresent(
            rule ->
                lines.put(
                    "plateau",
                    "rate times %s, but for %s of it, after %d windows no better than the best"
                            .formatted(plain(rule.factor()), plain(rule.floor()), rule.patience())
                        + " checkpoint"));
  }

  private static String augmentation(Augmentation augmentation) {
    String text =
        "jitter %s, mask %s".formatted(plain(augmentation.jitter()), plain(augmentation.mask()));
    return augmentation.oversampling().equals(ClassWeights.NONE)
        ? text
        : text + ", oversampling " + factors(augmentation.oversampling());
  }

  private static String factors(ClassWeights weights) {
    return weights.balanced() ? "balanced" : new TreeMap<>(weights.byName()).toString();
  }

  private static String bound(double value) {
    return Double.isInfinite(value) ? "none" : plain(value);
  }

  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
