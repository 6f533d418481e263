package io.gradstream.core.optim;

import java.util.List;
import java.util.stream.Stream;

/** Every optimizer, for the tests that all must pass; the declared keys say which there are. */
public final class Optimizers {

  private Optimizers() {}

  /** Returns all that step along gradients, at rates with which they reach the bottom of a bowl. */
  public static List<GradientOptimizer> ofGradients() {
    Adam adam = new Adam(0.01, 0.9, 0.999, 1e-8);
    return List.of(
        new Sgd(0.1),
        new Momentum(0.05, 0.9),
        new Nesterov(0.05, 0.9),
        new Adagrad(0.5, 0, 1e-10),
        new Adagrad(0.5, 0.001, 1e-10),
        new Adadelta(1, 0.9, 1e-4),
        new RmsProp(0.01, 0.9, 1e-8),
        new RmsMax(0.1, 0.9, 1e-8),
        adam,
        new AmsGrad(0.01, 0.9, 0.999, 1e-8),
        new AdamW(adam, 0.01),
        new Ftrl(0.5, 1, 0, 0));
  }

  /** Returns all that step example by example only. */
  public static List<OnlineRule> online() {
    return List.of(
        new ProximalSgd(0.1),
        new ProximalAdagrad(0.3, 5e-5, 1e-10),
        new ProximalRmsProp(0.01, 0.9, 1e-8),
        new Coin(4));
  }

  /** Returns all. */
  public static List<Optimizer> all() {
    return Stream.<Optimizer>concat(ofGradients().stream(), online().stream()).toList();
  }
}
