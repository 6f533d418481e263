package io.gradstream.serve;

import io.gradstream.pipeline.Http;
import io.gradstream.score.Scorer;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whatever answers with predictions: plain rows, and the Open Inference Protocol. */
public final class ScoringRoutes implements Routes {

  private final List<Routes> parts;

  /**
   * Creates the routes.
   *
   * @param scorer whose pipeline says what requests may be
   * @throws IOException if the file of API keys cannot be used
   */
  public ScoringRoutes(Scorer scorer) throws IOException {
    this(scorer.pipeline().http(), () -> Optional.of(scorer));
  }

  /**
   * Creates the routes of a scorer that may come later.
   *
   * @param http what requests may be
   * @throws IOException if the file of API keys cannot be used
   */
  public ScoringRoutes(Http http, Supplier<Optional<Scorer>> scorer) throws IOException {
    RequestGate gate = new RequestGate(http);
    Scoring scoring = new Scoring(scorer, http.maxRows());
    parts =
        List.of(
            new PredictRoutes(scoring, gate),
            new InferenceRoutes(scoring, gate, new ScorerHealth(scorer)));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    parts.forEach(each -> each.addTo(routes));
  }
}
