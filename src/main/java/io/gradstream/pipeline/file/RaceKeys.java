package io.gradstream.pipeline.file;

import io.gradstream.core.model.MlpRule;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Ftrl;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.race.Member;
import io.gradstream.core.race.MemberReport;
import io.gradstream.core.race.Mixing;
import io.gradstream.core.race.Race;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Declares {@code optimizer.race}: its members, and how their predictions are mixed. */
final class RaceKeys {

  private static final String DEFAULT = "default";

  /** What metrics call the other experts. */
  private static final Set<String> RESERVED = Set.of(MemberReport.STACKER, MemberReport.LABELS);

  private static final Optimizer OF_NETWORK = new Adagrad(0.1, 5e-4, 1e-10);

  private static final Key<Optimizer> NETWORK_OPTIMIZER =
      Key.optional(
          "optimizer",
          new Mapped<>(Choice.<Optimizer>of(OptimizerRules.ALL), RaceKeys::forNetwork),
          "`{adagrad: {learning-rate: 0.1, sum-decay: 0.0005}}`",
          "adam",
          "How the network learns.");

  private static final Key<Member> NETWORK =
      Key.oneOf(
          "mlp",
          new Section<>(
                  Stream.concat(MlpKeys.OF_MEMBER.stream(), Stream.of(NETWORK_OPTIMIZER)).toList(),
                  RaceKeys::network)
              .refusing(
                  Map.of(
                      "batch-norm",
                      "a race steps record by record, and a single record has no variance to"
                          + " normalise by; leave it out")),
          "{hidden: [32]}",
          "A network beside the linear members, for what is no sum of curves of single columns; it"
              + " costs about ten times as much as all of them.");

  private static final Key<String> NAME =
      Key.optional(
          "name",
          Text.matching(
              "1 to 40 letters, digits, dots, dashes or underscores", "[A-Za-z0-9._-]{1,40}"),
          "the rule's name, with a number if there are several",
          "fast",
          "What metrics and decisions call the member.");

  private static final Type<List<Member>> MEMBER =
      new Forms<>(
          List.of(
              Words.word(DEFAULT, Race.DEFAULT_MEMBERS),
              new Mapped<Member, List<Member>>(
                  new Choice<Object, Member>(options(), List.of(NAME), List.of(), RaceKeys::member),
                  List::of)));

  private static final Key<List<Member>> MEMBERS =
      Key.withDefault(
              "members",
              new Mapped<>(new ListOf<>(MEMBER, "rules, or `default`", false), RaceKeys::named),
              "[default]",
              "The learners: the other rules of this table with their settings, `mlp`, and `default` for `{adagrad: {proximal:"
                  + " true, learning-rate: 0.3, sum-decay: 0.00005}}`, `{sgd: {proximal: true,"
                  + " learning-rate: 0.5}}`, `{coin: {wealth: 4}}` and `{rms-max: {learning-rate:"
                  + " 0.03}}`. Other members do not fit the stored model.")
          .withExample("[default, mlp]");

  private static final Key<Double> VARIANCE =
      Key.withDefault(
          "variance",
          new Decimal(Mixing.VARIANCE),
          "0.1",
          "The variance that the stacker's weights begin with, and their largest.");

  private static final Key<Double> WALK =
      Key.withDefault(
          "walk",
          new Decimal(Mixing.WALK),
          "1e-6",
          "The variance that the stacker's weights gain in each step: how fast the mixture changes."
              + " 1e-7 where labels come long after their records.");

  private static final Key<Double> SHARE =
      Key.withDefault(
          "share",
          new Decimal(Mixing.SHARE),
          "1e-4",
          "The share of its weight that each member, and the stacker, passes on to all in each"
              + " step.");

  private static final Key<Double> FADING =
      Key.withDefault(
          "fading",
          new Decimal(Mixing.FADING),
          "0.001",
          "The share of the newest record in running means of errors, for regressions; 0.0001 where"
              + " labels come long after their records.");

  private static final Key<Double> FORGETTING =
      Key.withDefault(
          "forgetting",
          new Decimal(Mixing.SHARE),
          "0",
          "The share of the losses so far, by which members are weighed, that is forgotten in each"
              + " step; 0.0001, and a share of 0, where labels come long after their records.");

  static final Key<Mixing> MIXER =
      Key.optional(
          "mixer",
          new Forms<>(
              List.of(
                  Words.word("delayed", Mixing.DELAYED),
                  new Section<>(
                      List.of(VARIANCE, WALK, SHARE, FADING, FORGETTING),
                      values ->
                          new Mixing(
                              values.get(VARIANCE),
                              values.get(WALK),
                              values.get(SHARE),
                              values.get(FADING),
                              values.get(FORGETTING))))),
          "`{}`, and `delayed` where there are `labels`",
          "{walk: 1e-7, fading: 0.0001}",
          "How predictions of the members are mixed; `delayed`, where labels come long after their"
              + " records: a walk of 1e-7, a share of 0, a fading and a forgetting of 0.0001.");

  static final Key<Race> RACE =
      Key.oneOf(
          "race",
          new Section<>(
              List.of(MEMBERS, MIXER),
              values -> new Race(values.get(MEMBERS), values.find(MIXER).orElse(Mixing.PROMPT))),
          "{members: [default, mlp]}",
          "Several learners over one encoding whose predictions are mixed; no rate to choose. For"
              + " linear, logistic and softmax models, and their default.");

  private RaceKeys() {}

  private static List<Key<?>> options() {
    List<Key<?>> options = new ArrayList<>(OptimizerRules.ALL);
    options.add(NETWORK);
    return options;
  }

  private static Member member(Object chosen, Values values) {
    Member member =
        chosen instanceof Member network
            ? network
            : Member.linear(((Optimizer) chosen).name(), (Optimizer) chosen);
    return values.find(NAME).map(member::withName).orElse(member);
  }

  private static Member network(Values values) {
    MlpRule rule = MlpKeys.memberRule(values);
    return Member.of(rule.name(), rule, values.find(NETWORK_OPTIMIZER).orElse(OF_NETWORK));
  }

  private static Optimizer forNetwork(Optimizer rule) {
    if (!(rule instanceof GradientOptimizer)) {
      throw new IllegalArgumentException(
          rule.description() + " steps linear models only; use another rule, such as adam");
    }
    if (rule instanceof Ftrl) {
      throw new IllegalArgumentException(
          "ftrl computes every weight anew from its sums of gradients, so the random first weights"
              + " would be lost and hidden units would be alike; use another rule, such as adam");
    }
    return rule;
  }

  /** Flattens the list, and numbers members of one name. */
  private static List<Member> named(List<List<Member>> lists) {
    List<Member> members = lists.stream().flatMap(List::stream).toList();
    Set<String> taken = new HashSet<>();
    List<Member> named = new ArrayList<>();
    for (Member member : members) {
      if (RESERVED.contains(member.name())) {
        throw new IllegalArgumentException(
            "a member is called %s, as metrics call what is mixed with the members; give it another name"
                .formatted(member.name()));
      }
      named.add(member.withName(free(member.name(), taken, members)));
    }
    if (members.stream().allMatch(member -> member.model().isPresent())) {
      throw new IllegalArgumentException(
          "networks only; add `default`, or a rule such as sgd, for a linear member");
    }
    return named;
  }

  /** Returns the name, or where it is taken the first numbered one that no member bears. */
  private static String free(String name, Set<String> taken, List<Member> members) {
    String numbered = name;
    for (int number = 2; !taken.add(numbered); number++) {
      String next = name + "-" + number;
      numbered = members.stream().anyMatch(each -> each.name().equals(next)) ? name : next;
    }
    return numbered;
  }
}
