package io.gradstream.serve;

import io.gradstream.model.FollowerHealth;
import io.gradstream.score.Scorer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The health of who scores: ready once it holds a model that was the newest committed. */
public final class ScorerHealth implements Health {

  /** Why there is no scorer yet. */
  static final String NO_FEATURES =
      "the pipeline is starting: its features are chosen by a schema, which the registry has not given yet";

  private final Supplier<Optional<Scorer>> scorer;

  /** Creates it. */
  public ScorerHealth(Scorer scorer) {
    this(() -> Optional.of(scorer));
  }

  /** Creates that of a scorer that may come later. */
  public ScorerHealth(Supplier<Optional<Scorer>> scorer) {
    this.scorer = scorer;
  }

  @Override
  public boolean holds(HealthProbe probe) {
    return probe != HealthProbe.READY || isReady();
  }

  @Override
  public String state() {
    return isReady() ? "SERVING" : "LOADING";
  }

  @Override
  public Map<String, String> details() {
    Optional<FollowerHealth> health = health();
    Map<String, String> details = new LinkedHashMap<>();
    health
        .flatMap(FollowerHealth::age)
        .ifPresent(age -> details.put("age", age.toMillis() + " ms"));
    problem().ifPresent(problem -> details.put("problem", problem));
    return details;
  }

  /** Returns why there are no predictions yet; empty once there are. */
  public Optional<String> notYet() {
    return isReady()
        ? Optional.empty()
        : Optional.of("not yet: " + problem().orElse("the model topic is being read"));
  }

  private Optional<String> problem() {
    return health().map(FollowerHealth::problem).orElse(Optional.of(NO_FEATURES));
  }

  private boolean isReady() {
    return health().filter(FollowerHealth::ready).isPresent();
  }

  private Optional<FollowerHealth> health() {
    return scorer.get().map(Scorer::health);
  }
}
