package io.gradstream.streams.describe;

import static io.gradstream.streams.describe.TrainingDescription.plain;

import io.gradstream.core.optim.Schedule;
import io.gradstream.core.optim.Schedule.Constant;
import io.gradstream.core.optim.Schedule.Cosine;
import io.gradstream.core.optim.Schedule.Exponential;
import io.gradstream.core.optim.Schedule.InverseTime;
import io.gradstream.core.optim.Schedule.Steps;
import io.gradstream.core.optim.Schedule.WarmUp;

/** A schedule in words. */
final class ScheduleText {

  private ScheduleText() {}

  static String of(Schedule schedule) {
    if (schedule instanceof InverseTime rule) {
      return "inverse time, decay " + plain(rule.decay());
    } else if (schedule instanceof Exponential rule) {
      return "exponential, %s in %,d steps".formatted(plain(rule.rate()), rule.steps());
    } else if (schedule instanceof Steps rule) {
      return "times %s every %,d steps".formatted(plain(rule.rate()), rule.steps());
    } else if (schedule instanceof Cosine rule) {
      return "cosine to %s in %,d steps".formatted(plain(rule.floor()), rule.steps());
    } else if (schedule instanceof WarmUp rule) {
      String then = rule.then() instanceof Constant ? "" : ", then " + of(rule.then());
      return "warm-up in %,d steps%s".formatted(rule.steps(), then);
    }
    return "constant";
  }
}
