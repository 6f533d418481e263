package io.gradstream.core.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.loss.AbsoluteLoss;
import io.gradstream.core.loss.HingeLoss;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.PoissonLoss;
import io.gradstream.core.loss.QuantileLoss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.Gathered;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.state.State;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaceModelTest {

  private static final int ROWS = 8;
  private static final int HEADER = 2; // of a block of state

  private static final Member NETWORK =
      Member.of(
          "mlp",
          MlpRule.of(List.of(6), Activation.RELU, new Initializer.He()),
          new Adagrad(0.1, 5e-4, 1e-10));

  private static final Member SUICIDAL = Member.linear("wild", new Gathered(new Sgd(1e200)));

  static List<Loss> losses() {
    return List.of(
        new LogLoss(),
        new LogLoss(0.1),
        new HingeLoss(),
        new SoftmaxCrossEntropy(),
        new SquaredLoss(),
        new AbsoluteLoss(),
        new QuantileLoss(0.9),
        new PoissonLoss());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theMixtureLearnsUnderEveryLoss(Loss loss) {
    RaceModel model = model(plus(NETWORK), loss);
    double early = 0;
    double late = 0;
    for (int i = 0; i < 3000; i++) {
      double badness = badness(loss, Races.take(model, loss, x(i), label(loss, i), i + 1), i);
      early += i < 300 ? badness : 0;
      late += i >= 2700 ? badness : 0;
    }
    assertThat(late).isLessThan(0.7 * early);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void predictingChangesNothing(Loss loss) {
    State state = new State();
    RaceModel model = Races.model(state, plus(NETWORK), loss, ROWS, outputs(loss));
    for (int i = 0; i < 50; i++) {
      Races.take(model, loss, x(i), label(loss, i), i + 1);
    }
    state.drain((key, block) -> {});
    double[] scores = new double[outputs(loss)];
    model.score(x(7777), loss, new double[scores.length], scores);
    List<String> changed = new ArrayList<>();
    state.drain((key, block) -> changed.add(key));
    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void slopesAreTheDerivativesOfTheLogitsByTheFeatures(Loss loss) {
    RaceModel model = model(plus(NETWORK), loss);
    for (int i = 0; i < 200; i++) {
      Races.take(model, loss, x(i), label(loss, i), i + 1);
    }
    for (double scale : new double[] {0.4, 0.9, 9}) { // of 9 some are larger than any before
      for (int output = 0; output < outputs(loss); output++) {
        requireSlopes(model, loss, scale, output);
      }
    }
  }

  private static void requireSlopes(RaceModel model, Loss loss, double scale, int output) {
    FeatureVector x = x(7777);
    for (int i = 1; i < x.size(); i++) {
      x.values()[i] *= scale;
    }
    double[] slopes = new double[x.size()];
    model.slopes(x, loss, output, slopes);
    for (int i = 1; i < x.size(); i++) {
      double value = x.value(i);
      double step = 1e-6;
      x.values()[i] = value + step;
      double above = logit(model, loss, x, output);
      x.values()[i] = value - step;
      double below = logit(model, loss, x, output);
      x.values()[i] = value;
      double found = (above - below) / (2 * step);
      assertThat(slopes[i]).isCloseTo(found, within(1e-5 * (1 + Math.abs(found))));
    }
  }

  private static double logit(RaceModel model, Loss loss, FeatureVector x, int output) {
    double[] logits = new double[model.outputs()];
    model.logits(x, loss, logits);
    return logits[output];
  }

  @Test
  void theWeightsOfStackerAndMembersAddUpToOne() {
    RaceModel model = model(Race.DEFAULT, new LogLoss());
    for (int i = 0; i < 500; i++) {
      Races.take(model, new LogLoss(), x(i), label(new LogLoss(), i), i + 1);
      assertThat(model.reports().stream().mapToDouble(MemberReport::weight).sum())
          .isCloseTo(1, within(1e-12));
    }
    assertThat(model.reports())
        .extracting(MemberReport::member)
        .containsExactly("stacker", "adagrad", "sgd", "coin", "rms-max", "labels");
    assertThat(model.reports()).extracting(MemberReport::examples).containsOnly(500L);
  }

  @Test
  void aMemberThatIsNotFiniteIsLeftOutAndBeginsAnew() {
    Loss loss = new SquaredLoss();
    RaceModel model = model(plus(SUICIDAL), loss);
    for (int i = 0; i < 400; i++) {
      double[] scores = Races.take(model, loss, x(i), label(loss, i), i + 1);
      assertThat(scores[0]).isFinite();
    }
    MemberReport wild = model.reports().get(5);
    assertThat(wild.member()).isEqualTo("wild");
    assertThat(wild.restarts()).isPositive();
    assertThat(model.reports().get(0).loss()).isLessThan(2);
  }

  /** Squares of such a label are infinite, and so would be what is made of them. */
  @ParameterizedTest
  @ValueSource(strings = {"squared", "absolute"})
  void aLabelThatCannotBeSquaredDoesNoHarm(String name) {
    Loss loss = name.equals("squared") ? new SquaredLoss() : new AbsoluteLoss();
    RaceModel model = model(Race.DEFAULT, loss);
    double late = 0;
    for (int i = 0; i < 4000; i++) {
      double label = i == 1000 ? 1e300 : label(loss, i);
      double[] scores = new double[1];
      model.score(x(i), loss, new double[1], scores);
      boolean taken = model.learn(x(i), label, 1, loss, i + 1, 1, label);
      assertThat(taken).isEqualTo(i != 1000 || name.equals("absolute"));
      assertThat(scores[0]).isFinite();
      late += i >= 3500 ? Math.abs(scores[0] - label) / 500 : 0;
    }
    assertThat(late).isLessThan(0.5);
  }

  @Test
  void aStackerThatIsNotFiniteBeginsAnewAndIsReported() {
    State state = new State();
    Loss loss = new LogLoss();
    RaceModel model = Races.model(state, Race.DEFAULT, loss, ROWS, 1);
    Map<String, byte[]> blocks = new TreeMap<>();
    state.drain((key, block) -> blocks.put(key, block));
    byte[] mixer = blocks.get("live.race.mixer/0");
    ByteBuffer.wrap(mixer).putDouble(HEADER, Double.NaN); // the first member's weight
    state.load("live.race.mixer/0", mixer);
    for (int i = 0; i < 1500; i++) {
      assertThat(Races.take(model, loss, x(i), label(loss, i), i + 1)[0]).isBetween(0.0, 1.0);
      if (i == 500) {
        assertThat(model.reports().get(0).restarts()).isOne();
        model.beginWindow();
      }
    }
    assertThat(model.reports().get(0).restarts()).isZero();
    assertThat(model.reports().get(0).loss()).isLessThan(0.3);
  }

  @Test
  void aNetworkWhoseStepIsNotFiniteBeginsAnewAndIsReported() {
    Loss loss = new SquaredLoss();
    Member wild =
        Member.of(
            "mlp", MlpRule.of(List.of(4), Activation.RELU, new Initializer.He()), new Sgd(1e308));
    RaceModel model = model(plus(wild), loss);
    for (int i = 0; i < 50; i++) {
      assertThat(Races.take(model, loss, x(i), label(loss, i), i + 1)[0]).isFinite();
    }
    assertThat(model.reports().get(5).restarts()).isPositive();
  }

  @Test
  void aReportIsOfItsWindow() {
    RaceModel model = model(Race.DEFAULT, new LogLoss());
    Races.take(model, new LogLoss(), x(1), 1, 1);
    double first = -Math.log(0.5);
    assertThat(model.reports())
        .extracting(MemberReport::loss)
        .allSatisfy(l -> assertThat(l).isCloseTo(first, within(1e-12)));
    model.beginWindow();
    assertThat(model.reports()).extracting(MemberReport::loss).containsOnly(Double.NaN);
  }

  @Test
  void classesThatComeLaterAreLearnedByEveryMember() {
    Loss loss = new SoftmaxCrossEntropy();
    RaceModel model = Races.model(new State(), plus(NETWORK), loss, ROWS, 2);
    for (int i = 0; i < 200; i++) {
      Races.take(model, loss, x(i), label(loss, i) % 2, i + 1);
    }
    model.widen(3);
    double late = 0;
    for (int i = 200; i < 2200; i++) {
      double p = Races.take(model, loss, x(i), label(loss, i), i + 1)[(int) label(loss, i)];
      late += i >= 1800 ? p / 400 : 0;
    }
    assertThat(late).isGreaterThan(0.6);
  }

  @Test
  void anExampleOfWeightTwoCountsAsTwoForTheMixture() {
    // The share by likelihood alone: with weight 2 it is the square.
    double[] once = shares(1);
    double[] twice = shares(2);
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i] / twice[0]).isCloseTo(Math.pow(once[i] / once[0], 2), within(1e-3));
    }
  }

  @Test
  void withForgettingALikelihoodOfLongAgoCountsLittle() {
    FixedShare weights = new FixedShare(0, 2);
    double[] state = new double[2];
    weights.begin(state);
    for (int i = 0; i < 5000; i++) {
      weights.learn(state, new double[] {0.9, 0.8}, 0, 0.01);
    }
    double bound = Math.log(0.9 / 0.8) / 0.01; // the sum of what is remembered
    assertThat(Math.log(weights.weight(state, 0) / weights.weight(state, 1)))
        .isCloseTo(bound, within(1e-6 * bound));
    for (int i = 0; i < 2000; i++) {
      weights.learn(state, new double[] {0.8, 0.9}, 0, 0.01);
    }
    assertThat(weights.weight(state, 1)).isGreaterThan(0.99);
  }

  private static double[] shares(double weight) {
    State state = new State();
    Mixer mixer = Mixer.of(state.scope("a"), new Mixing(0.1, 0, 0, 0.001, 0), 2, new LogLoss());
    double[][] z = {{0.4}, {-0.3}};
    double[][] p = {{1 / (1 + Math.exp(-0.4))}, {1 / (1 + Math.exp(0.3))}};
    mixer.mix(z, p, new LogLoss(), new double[1]);
    mixer.learn(p, null, 1, weight, new LogLoss());
    return IntStream.range(0, 3).mapToDouble(mixer::weight).toArray();
  }

  @Test
  void aRuleOfGradientsRacesWithTheSameBitsAsAlone() {
    Loss loss = new LogLoss();
    Member adam = Member.linear("adam", new Adam(0.01, 0.9, 0.999, 1e-8));
    RaceModel both = model(new Race(List.of(adam, SUICIDAL), Mixing.PROMPT), loss);
    RaceModel alone = model(new Race(List.of(adam), Mixing.PROMPT), loss);
    for (int i = 0; i < 300; i++) {
      Races.take(both, loss, x(i), label(loss, i), i + 1);
      Races.take(alone, loss, x(i), label(loss, i), i + 1);
    }
    assertThat(both.reports().get(1).loss()).isEqualTo(alone.reports().get(0).loss());
  }

  @Test
  void theDefaultMembersStepTogetherWithTheSameBitsAsOneByOne() {
    Loss loss = new LogLoss();
    Member fifth = Member.linear("adam", new Adam(0.01, 0.9, 0.999, 1e-8));
    RaceModel together = model(Race.DEFAULT, loss);
    RaceModel apart = model(plus(fifth), loss); // five are stepped one by one
    for (int i = 0; i < 600; i++) {
      Races.take(together, loss, wild(i), label(loss, i), i + 1);
      Races.take(apart, loss, wild(i), label(loss, i), i + 1);
    }
    for (int member = 1; member <= 4; member++) {
      assertThat(together.reports().get(member).loss())
          .isEqualTo(apart.reports().get(member).loss());
    }
  }

  /** Returns a record of which some values are 0, far out or of a row that is rare. */
  @Test
  void theDefaultMembersLearnAlikeWhereverANetworkStandsAmongThem() {
    LogLoss loss = new LogLoss();
    List<Member> first = new ArrayList<>(List.of(NETWORK));
    first.addAll(Race.DEFAULT_MEMBERS);
    RaceModel before = model(new Race(first, Mixing.PROMPT), loss);
    RaceModel after = model(plus(NETWORK), loss);
    double[] z = new double[1];
    double[] score = new double[1];
    for (int i = 0; i < 200; i++) {
      for (RaceModel each : List.of(before, after)) {
        each.score(x(i), loss, z, score);
        each.learn(x(i), label(loss, i), 1, loss, i + 1, 1, label(loss, i));
      }
    }
    for (Member member : Race.DEFAULT_MEMBERS) {
      assertThat(report(before, member)).isEqualTo(report(after, member));
    }
  }

  private static double report(RaceModel model, Member member) {
    return model.reports().stream()
        .filter(each -> each.member().equals(member.name()))
        .findFirst()
        .orElseThrow()
        .loss();
  }

  private static FeatureVector wild(int i) {
    FeatureVector x = x(i);
    Random random = new Random(-i);
    x.values()[1 + random.nextInt(5)] = 0;
    x.values()[1 + random.nextInt(5)] *= random.nextInt(30) == 0 ? 1000 : 1;
    return x;
  }

  @Test
  void membersOfOneNameOrNoLinearOneAreRefused() {
    assertThatThrownBy(() -> new Race(List.of(NETWORK), Mixing.PROMPT))
        .hasMessage("members must have a linear one, had networks only");
    assertThatThrownBy(() -> new Race(List.of(SUICIDAL, SUICIDAL), Mixing.PROMPT))
        .hasMessage("members must have different names, two are wild");
    assertThatThrownBy(() -> new Race(List.of(), Mixing.PROMPT))
        .hasMessage("members must have one or more, had none");
  }

  @Test
  void aChangeOfTheLeaderIsSaidOnce() {
    Leader leader = new Leader(new State(), 2);
    assertThat(leader.judge(reports(0.5, 0.6))).isEmpty();
    assertThat(leader.judge(reports(0.5, 0.6))).isEmpty();
    assertThat(leader.judge(reports(0.9, 0.1)))
        .hasValueSatisfying(
            reason -> assertThat(reason).startsWith("b has the least loss").contains("it was a"));
    assertThat(leader.judge(reports(0.9, 0.1))).isEmpty();
  }

  private static List<MemberReport> reports(double a, double b) {
    return List.of(
        new MemberReport("stacker", 1, Double.NaN, 0.1, 10, 0),
        new MemberReport("a", 0, 0.5, a, 10, 0),
        new MemberReport("b", 0, 0.5, b, 10, 0));
  }

  private static Race plus(Member member) {
    List<Member> members = new ArrayList<>(Race.DEFAULT_MEMBERS);
    members.add(member);
    return new Race(members, Mixing.PROMPT);
  }

  private static RaceModel model(Race race, Loss loss) {
    return Races.model(new State(), race, loss, ROWS, outputs(loss));
  }

  private static int outputs(Loss loss) {
    return loss instanceof SoftmaxCrossEntropy ? 3 : 1;
  }

  private static FeatureVector x(int i) {
    Random random = new Random(i);
    FeatureVector x = new FeatureVector();
    for (int row = 1; row < ROWS - 2; row++) {
      x.add(row, random.nextGaussian());
    }
    x.add(ROWS - 2 + random.nextInt(2), 1);
    return x;
  }

  private static double label(Loss loss, int i) {
    FeatureVector x = x(i);
    double s = x.value(1) - 0.7 * x.value(2) + x.row(6) - (ROWS - 2);
    return switch (loss.name()) {
      case "log", "hinge" -> s > 0.2 ? 1 : 0;
      case "softmax" -> s > 0.8 ? 2 : s > -0.4 ? 1 : 0;
      case "poisson" -> Math.floor(Math.exp(0.7 * s) + 0.5);
      default -> 3 * s;
    };
  }

  private static double badness(Loss loss, double[] scores, int i) {
    double label = label(loss, i);
    return switch (loss.name()) {
      case "log", "hinge" -> Math.abs(scores[0] - label);
      case "softmax" -> 1 - scores[(int) label];
      case "quantile" -> ((QuantileLoss) loss).value(scores[0], label);
      default -> Math.abs(scores[0] - label);
    };
  }
}
