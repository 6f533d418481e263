package io.gradstream.core.race;

import io.gradstream.core.optim.Coin;
import io.gradstream.core.optim.OnlineRule;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.ProximalAdagrad;
import io.gradstream.core.optim.ProximalSgd;
import io.gradstream.core.optim.RmsMax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several learners over one encoding whose predictions are mixed: what none of them is best at
 * everywhere, the mixture is, without a rate to choose.
 *
 * <p>Two levels. A <em>stacker</em> predicts from the members' outputs, by weights that an extended
 * Kalman filter learns: a logistic regression on logits, a softmax regression on logarithms of
 * probabilities with a weight a member, a linear regression on numbers (D. H. Wolpert, "Stacked
 * generalization", Neural Networks 5(2), 1992; the filter: S. Singhal, L. Wu 1989, random walk of
 * the weights). <em>Fixed share</em> (M. Herbster, M. K. Warmuth, "Tracking the best expert",
 * Machine Learning 32(2), 1998) then weighs the stacker and the members themselves by how likely
 * they made the labels so far; the prediction is the weighted mean.
 *
 * @param members the learners, 1 or more, of different names; one alone is not mixed
 * @param mixing how their predictions are mixed
 */
public record Race(List<Member> members, Mixing mixing) implements Optimizer {

  /**
   * The members unless others are chosen: four rules that fail on different streams, see {@code
   * docs/quality.md}.
   */
  public static final List<Member> DEFAULT_MEMBERS =
      List.of(
          Member.linear("adagrad", new ProximalAdagrad(0.3, 5e-5, 1e-10)),
          Member.linear("sgd", new ProximalSgd(0.5)),
          Member.linear("coin", new Coin(4)),
          Member.linear("rms-max", new RmsMax(0.03, 0.999, 1e-8)));

  /** The race unless another is chosen. */
  public static final Race DEFAULT = new Race(DEFAULT_MEMBERS, Mixing.PROMPT);

  /** Copies the list and checks the names. */
  public Race {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("members must have one or more, had none");
    }
    if (members.stream().allMatch(member -> member.model().isPresent())) {
      throw new IllegalArgumentException("members must have a linear one, had networks only");
    }
    Set<String> names = new HashSet<>(Set.of(MemberReport.STACKER, MemberReport.LABELS));
    members.forEach(member -> checkNew(names, member.name()));
  }

  private static void checkNew(Set<String> names, String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("members must have different names, two are " + name);
    }
  }

  /** Returns a rule that steps example by example as a race of one. */
  public static Race alone(OnlineRule rule) {
    return new Race(List.of(Member.linear(rule.name(), rule)), Mixing.PROMPT);
  }

  @Override
  public String name() {
    return "race";
  }

  @Override
  public String description() {
    return members.stream()
        .map(Member::description)
        .collect(Collectors.joining("; ", "race of [", "]"));
  }

  @Override
  public double learningRate() {
    return Double.NaN;
  }

  @Override
  public int moments() {
    return members.stream()
            .filter(member -> member.model().isEmpty())
            .mapToInt(member -> 1 + member.optimizer().moments())
            .sum()
        - 1;
  }
}
