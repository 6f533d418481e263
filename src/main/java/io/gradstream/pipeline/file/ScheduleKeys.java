package io.gradstream.pipeline.file;

import io.gradstream.core.optim.MinDelta;
import io.gradstream.core.optim.Plateau;
import io.gradstream.core.optim.Ranges;
import io.gradstream.core.optim.Schedule;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import java.util.List;
import java.util.Optional;

/** Declares {@code optimizer.schedule}: how the learning rate changes. */
final class ScheduleKeys {

  static final int MOST_STEPS = 1_000_000_000;

  private static final Key<Double> DECAY =
      Key.required(
          "decay",
          new Decimal(Ranges.RATE_DECAY),
          "0.0001",
          "The rate is halved after 1 / decay steps.");

  private static final Key<Double> RATE =
      Key.required(
          "rate",
          new Decimal(Ranges.FACTOR),
          "0.5",
          "What the rate is multiplied by in so many `steps`.");

  private static final Key<Integer> STEPS =
      Key.required(
          "steps",
          Whole.of(Ranges.STEPS, MOST_STEPS),
          "100000",
          "The steps it takes; not records.");

  private static final Key<Double> FLOOR =
      Key.withDefault(
          "floor",
          new Decimal(Ranges.FLOOR),
          "0.0",
          "The share of the rate that stays; at 0 the model learns no more after `steps`.");

  private static final Key<Rates> CONSTANT =
      Key.oneOf(
          "constant",
          new Section<>(List.of(), values -> Rates.of(Schedule.CONSTANT)),
          "{}",
          "The rate stays as it is.");

  private static final Key<Rates> INVERSE_TIME =
      Key.oneOf(
          "inverse-time",
          new Section<>(
              List.of(DECAY), values -> Rates.of(new Schedule.InverseTime(values.get(DECAY)))),
          "{decay: 0.0001}",
          "The rate divided by 1 + decay (t - 1) in step t.");

  private static final Key<Rates> EXPONENTIAL =
      Key.oneOf(
          "exponential",
          new Section<>(
              List.of(RATE, STEPS),
              values -> Rates.of(new Schedule.Exponential(values.get(RATE), values.get(STEPS)))),
          "{rate: 0.5, steps: 100000}",
          "Falls smoothly by the same share in every step.");

  private static final Key<Rates> STEP =
      Key.oneOf(
          "step",
          new Section<>(
              List.of(RATE, STEPS),
              values -> Rates.of(new Schedule.Steps(values.get(RATE), values.get(STEPS)))),
          "{rate: 0.5, steps: 100000}",
          "Falls at once, every so many steps.");

  private static final Key<Rates> COSINE =
      Key.oneOf(
          "cosine",
          new Section<>(
              List.of(STEPS, FLOOR),
              values -> Rates.of(new Schedule.Cosine(values.get(STEPS), values.get(FLOOR)))),
          "{steps: 100000, floor: 0.1}",
          "Falls along half a cosine to its floor and stays there.");

  private static final Key<Double> FACTOR =
      Key.withDefault(
          "factor", new Decimal(Ranges.FACTOR), "0.5", "What a reduction leaves of the rate.");

  private static final Key<Integer> PATIENCE =
      Key.withDefault(
          "patience",
          Whole.of(Ranges.PATIENCE, ValidationKeys.MOST_PATIENT),
          "5",
          "Windows in a row without improvement after which the rate is reduced.");

  static final Key<Double> MIN_DELTA =
      Key.optional(
          "min-delta",
          new Decimal(Ranges.MIN_DELTA),
          "that of early-stopping, or 0.001",
          "0.001",
          "The least gain over the best checkpoint that counts as improvement, as a part of its"
              + " log-loss (mae for a regression); with early-stopping its metric and min-delta hold.");

  private static final Key<Double> PLATEAU_FLOOR =
      Key.withDefault(
          "floor", new Decimal(Ranges.FLOOR), "0.01", "The share of the rate that always stays.");

  private static final Key<Rates> PLATEAU =
      Key.oneOf(
          "reduce-on-plateau",
          new Section<>(
              List.of(
                  FACTOR, PATIENCE, MIN_DELTA, ValidationKeys.MIN_DELTA_RELATIVE, PLATEAU_FLOOR),
              ScheduleKeys::plateau),
          "{factor: 0.5, patience: 5}",
          "Falls when windows are no better than the best checkpoint, which is scored beside the"
              + " live model on the same records; every fall is a decision.");

  static final Type<Rates> TYPE =
      Choice.of(List.of(CONSTANT, INVERSE_TIME, EXPONENTIAL, STEP, COSINE, PLATEAU));

  /** How the rate changes: by the number of steps, or because validation does not improve. */
  record Rates(Schedule schedule, Optional<Plateau> plateau) {

    static Rates of(Schedule schedule) {
      return new Rates(schedule, Optional.empty());
    }
  }

  private ScheduleKeys() {}

  private static Rates plateau(Values values) {
    Plateau rule =
        new Plateau(
            values.get(FACTOR),
            values.get(PATIENCE),
            new MinDelta(
                values.find(MIN_DELTA).orElse(ValidationKeys.USUAL_MIN_DELTA),
                values.get(ValidationKeys.MIN_DELTA_RELATIVE)),
            values.get(PLATEAU_FLOOR));
    return new Rates(Schedule.CONSTANT, Optional.of(rule));
  }
}
