package io.gradstream.pipeline;

import io.gradstream.core.optim.Schedule;
import java.util.List;

/** Declares {@code optimizer.schedule}: how the learning rate changes. */
final class ScheduleKeys {

  static final int MOST_STEPS = 1_000_000_000;

  private static final Key<Double> DECAY =
      Key.required(
          "decay", Decimal.above(0), "0.0001", "The rate is halved after 1 / decay steps.");

  private static final Key<Double> RATE =
      Key.required(
          "rate",
          new Decimal(0, true, 1),
          "0.5",
          "What the rate is multiplied by in so many `steps`.");

  private static final Key<Integer> STEPS =
      Key.required("steps", new Whole(1, MOST_STEPS), "100000", "The steps it takes; not records.");

  private static final Key<Double> FLOOR =
      Key.withDefault(
          "floor",
          Decimal.between(0, 1),
          "0.0",
          "The share of the rate that stays; at 0 the model learns no more after `steps`.");

  private static final Key<Schedule> CONSTANT =
      Key.oneOf(
          "constant",
          new Section<>(List.of(), values -> Schedule.CONSTANT),
          "{}",
          "The rate stays as it is.");

  private static final Key<Schedule> INVERSE_TIME =
      Key.oneOf(
          "inverse-time",
          new Section<>(List.of(DECAY), values -> new Schedule.InverseTime(values.get(DECAY))),
          "{decay: 0.0001}",
          "The rate divided by 1 + decay (t - 1) in step t.");

  private static final Key<Schedule> EXPONENTIAL =
      Key.oneOf(
          "exponential",
          new Section<>(
              List.of(RATE, STEPS),
              values -> new Schedule.Exponential(values.get(RATE), values.get(STEPS))),
          "{rate: 0.5, steps: 100000}",
          "Falls smoothly by the same share in every step.");

  private static final Key<Schedule> STEP =
      Key.oneOf(
          "step",
          new Section<>(
              List.of(RATE, STEPS),
              values -> new Schedule.Steps(values.get(RATE), values.get(STEPS))),
          "{rate: 0.5, steps: 100000}",
          "Falls at once, every so many steps.");

  private static final Key<Schedule> COSINE =
      Key.oneOf(
          "cosine",
          new Section<>(
              List.of(STEPS, FLOOR),
              values -> new Schedule.Cosine(values.get(STEPS), values.get(FLOOR))),
          "{steps: 100000, floor: 0.1}",
          "Falls along half a cosine to its floor and stays there.");

  static final Type<Schedule> TYPE =
      Choice.of(List.of(CONSTANT, INVERSE_TIME, EXPONENTIAL, STEP, COSINE), "reduce-on-plateau");

  private ScheduleKeys() {}
}
