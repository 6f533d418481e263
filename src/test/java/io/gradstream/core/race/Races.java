package io.gradstream.core.race;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.model.ModelShape;
import io.gradstream.core.state.State;

/** Races for tests: models of a few columns without encoders. */
final class Races {

  private Races() {}

  /** Returns a model that has seen nothing. */
  static RaceModel model(State state, Race race, Loss loss, int rows, int outputs) {
    ModelShape shape = new ModelShape(rows, rows - 1, outputs, 0, new Randomness(1));
    return new RaceModel(state.scope("live"), race, loss, shape, null);
  }

  /** Predicts, then learns; returns what was predicted. */
  static double[] take(RaceModel model, Loss loss, FeatureVector x, double label, long t) {
    double[] scores = new double[model.outputs()];
    model.score(x, loss, new double[model.outputs()], scores);
    model.learn(x, label, 1, loss, t, 1, label);
    return scores;
  }
}
