package io.gradstream.pipeline.file;

import io.gradstream.core.learn.Batching;
import io.gradstream.core.learn.Clipping;
import io.gradstream.core.learn.Training;
import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.optim.Ftrl;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Plateau;
import io.gradstream.core.optim.Schedule;
import io.gradstream.pipeline.declare.Abbreviated;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.TimeSpan;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Declares {@code optimizer}: the rule of a step, mini-batches, schedule and clipping. */
final class OptimizerKeys {

  private static final int LARGEST_BATCH = 1_000_000;

  private static final Key<Integer> BATCH_SIZE =
      Key.withDefault(
          "batch-size",
          Whole.of(Batching.SIZE, LARGEST_BATCH),
          "1",
          "Labelled records per step, whose gradients are averaged; larger batches want larger"
              + " rates.");

  private static final Key<Long> MAX_DELAY =
      Key.optional(
          "max-delay",
          new TimeSpan(),
          "a batch waits until it is full",
          "30s",
          "A batch that is not full is stepped once a record arrives whose time is more than this"
              + " after that of the batch's first; for slow topics. Record time, no clock.");

  private static final Key<Integer> SHUFFLE_BUFFER =
      Key.withDefault(
          "shuffle-buffer",
          Whole.of(Batching.SHUFFLE_BUFFER, LARGEST_BATCH),
          "0",
          "Labelled records that wait to be drawn at random into batches, so that neighbours of the"
              + " stream do not share one; each takes 16 bytes of state for each of its columns. 0 keeps"
              + " the order of the stream.");

  private static final Key<ScheduleKeys.Rates> SCHEDULE =
      Key.withDefault(
              "schedule",
              ScheduleKeys.TYPE,
              "constant",
              "How the learning rate changes with the number of steps, a rollback takes both back; or"
                  + " with validation. Not for ftrl.")
          .withExample("{cosine: {steps: 100000, floor: 0.1}}");

  private static final Key<Integer> WARM_UP =
      Key.withDefault(
          "warm-up",
          new Whole(0, ScheduleKeys.MOST_STEPS),
          "0",
          "Steps in which the rate rises evenly to what the schedule says. Not for ftrl.");

  private static final Type<Double> BOUND =
      new Forms<>(
          List.of(Words.word("none", Double.POSITIVE_INFINITY), new Decimal(Clipping.BOUND)));

  private static final Key<Double> NORM =
      Key.optional(
          "norm",
          BOUND,
          "as without `clip`",
          "5",
          "The largest norm, or `none` for no clipping by norm.");

  private static final Key<Double> VALUE =
      Key.withDefault(
          "value",
          BOUND,
          "none",
          "The largest absolute value of one weight's gradient, cut after the norm.");

  private static final String DEFAULT_CLIP =
      "%s; with label-scale none %s times delta for huber, %s for squared and poisson"
          .formatted(
              Decimal.text(new LogLoss().defaultClipNorm()),
              Decimal.text(new HuberLoss(1).defaultClipNorm()),
              Decimal.text(new SquaredLoss().defaultClipNorm()));

  private static final Key<Clip> CLIP =
      Key.optional(
          "clip",
          new Abbreviated<>(
              NORM,
              new Section<>(
                  List.of(NORM, VALUE), values -> new Clip(values.find(NORM), values.get(VALUE)))),
          DEFAULT_CLIP,
          "none",
          "The largest norm of a step's gradient; a longer gradient is scaled down to it. The"
              + " default catches blow-ups only.");

  static final Type<Step> TYPE =
      new Choice<>(
          Stream.concat(Stream.of(RaceKeys.RACE), OptimizerRules.ALL.stream()).toList(),
          List.of(BATCH_SIZE, MAX_DELAY, SHUFFLE_BUFFER, SCHEDULE, WARM_UP, CLIP),
          List.of(),
          OptimizerKeys::step);

  /**
   * How steps are taken.
   *
   * @param clipNorm largest gradient norm; the loss's default if empty
   * @param clipValue largest absolute value of one weight's gradient, infinite for any
   */
  record Step(
      Optimizer optimizer,
      Schedule schedule,
      Optional<Plateau> plateau,
      Batching batching,
      Optional<Double> clipNorm,
      double clipValue) {

    /** Returns steps by a rule that nothing else is said of. */
    static Step by(Optimizer optimizer) {
      return new Step(
          optimizer,
          Schedule.CONSTANT,
          Optional.empty(),
          Batching.of(1),
          Optional.empty(),
          Double.POSITIVE_INFINITY);
    }

    /** Returns the bounds of the gradient for a loss and the labels it is given. */
    Clipping clipping(Loss loss, LabelHandling labels) {
      double usual = labels.scaled() ? loss.scaledClipNorm() : loss.defaultClipNorm();
      return new Clipping(clipNorm.orElse(usual), clipValue);
    }
  }

  private record Clip(Optional<Double> norm, double value) {}

  private OptimizerKeys() {}

  /** Reports a schedule where there can be none. */
  static void check(Training training, Node.Mapping root, Reading reading) {
    boolean changes =
        training.plateau().isPresent() || !training.schedule().equals(Schedule.CONSTANT);
    if (training.optimizer() instanceof Ftrl && changes) {
      boolean scheduled =
          training.plateau().isPresent()
              || !(training.schedule() instanceof Schedule.WarmUp warm)
              || !warm.then().equals(Schedule.CONSTANT);
      String key = scheduled ? SCHEDULE.name() : WARM_UP.name();
      reading.problem(
          root.lineOf("optimizer", key),
          "optimizer.%s does not go with ftrl: its weights are the solution for one rate over all"
                  .formatted(key)
              + " steps, and each weight's own rate falls already; leave it out, or choose another"
              + " rule");
    }
  }

  private static Step step(Optimizer rule, Values values) {
    ScheduleKeys.Rates rates = values.get(SCHEDULE);
    Optional<Clip> clip = values.find(CLIP);
    return new Step(
        rule,
        warmed(rates.schedule(), values.get(WARM_UP)),
        rates.plateau(),
        batching(values),
        clip.flatMap(Clip::norm),
        clip.map(Clip::value).orElse(Double.POSITIVE_INFINITY));
  }

  private static Batching batching(Values values) {
    return new Batching(
        values.get(BATCH_SIZE),
        values.find(MAX_DELAY).orElse(Batching.NO_LIMIT),
        values.get(SHUFFLE_BUFFER));
  }

  private static Schedule warmed(Schedule schedule, int steps) {
    return steps > 0 ? new Schedule.WarmUp(steps, schedule) : schedule;
  }
}
