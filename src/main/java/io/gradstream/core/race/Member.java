package io.gradstream.core.race;

import io.gradstream.core.model.ModelRule;
import io.gradstream.core.optim.Optimizer;
import java.util.Optional;

/**
 * One of the learners that a race mixes.
 *
 * @param name what reports call it, unique in a race
 * @param optimizer how it learns
 * @param model what learns, if not the pipeline's linear model; a linear model's weights stand side
 *     by side with those of the other linear members
 */
public record Member(String name, Optimizer optimizer, Optional<ModelRule> model) {

  /** Returns a member that learns the pipeline's linear model. */
  public static Member linear(String name, Optimizer optimizer) {
    return new Member(name, optimizer, Optional.empty());
  }

  /** Returns a member with a model of its own. */
  public static Member of(String name, ModelRule model, Optimizer optimizer) {
    return new Member(name, optimizer, Optional.of(model));
  }

  /** Returns the same member under another name. */
  public Member withName(String newName) {
    return new Member(newName, optimizer, model);
  }

  /** Returns every setting on which the meaning of stored state depends, in a line. */
  String description() {
    return model.map(rule -> rule.description() + " by ").orElse("") + optimizer.description();
  }
}
