package io.gradstream.serve;

import io.gradstream.model.FollowerHealth;
import io.gradstream.score.Scorer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The health of who scores: ready once it holds a model that was the newest committed. */
public final class ScorerHealth implements Health {

  private final Scorer scorer;

  /** Creates it. */
  public ScorerHealth(Scorer scorer) {
    this.scorer = scorer;
  }

  @Override
  public boolean holds(HealthProbe probe) {
    return probe != HealthProbe.READY || scorer.health().ready();
  }

  @Override
  public String state() {
    return scorer.health().ready() ? "SERVING" : "LOADING";
  }

  @Override
  public Map<String, String> details() {
    FollowerHealth health = scorer.health();
    Map<String, String> details = new LinkedHashMap<>();
    health.age().ifPresent(age -> details.put("age", age.toMillis() + " ms"));
    health.problem().ifPresent(problem -> details.put("problem", problem));
    return details;
  }
}
