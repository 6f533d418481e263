package io.gradstream.core.learn;

import io.gradstream.core.model.Model;
import io.gradstream.core.race.Leader;
import io.gradstream.core.race.MemberReport;
import io.gradstream.core.race.RaceModel;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Watches the members of a race: reports them by window, and says what became of them. */
final class RaceWatch {

  private final @Nullable RaceModel race;
  private final @Nullable Leader leader;

  RaceWatch(State state, Model live) {
    race = live instanceof RaceModel model ? model : null;
    leader = race == null ? null : new Leader(state, race.members());
  }

  /** Returns how the members fared in the window; empty where nothing is raced. */
  List<MemberReport> reports() {
    return race == null ? List.of() : race.reports();
  }

  /** Returns a sentence if another member leads. */
  Optional<String> newLeader(List<MemberReport> reports) {
    return leader == null ? Optional.empty() : leader.judge(reports);
  }

  /** Returns a sentence if members began anew. */
  static Optional<String> restarts(List<MemberReport> reports) {
    StringJoiner names = new StringJoiner(", ");
    for (MemberReport report : reports) {
      if (report.restarts() > 0) {
        names.add(
            report.member()
                + " "
                + report.restarts()
                + (report.restarts() == 1 ? " time" : " times"));
      }
    }
    return names.length() == 0
        ? Optional.empty()
        : Optional.of("what they predicted was not finite, so these began anew: " + names);
  }

  void next() {
    if (race != null) {
      race.beginWindow();
    }
  }
}
