package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.LEAST;
import static io.gradstream.pipeline.file.PipelineTexts.problems;
import static io.gradstream.pipeline.file.PipelineTexts.problemsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.race.Member;
import io.gradstream.core.race.Mixing;
import io.gradstream.core.race.Race;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaceKeysTest {

  private static final String MLP = LEAST.replace("model: logistic", "model: {mlp: {hidden: [3]}}");
  private static final String ANOTHER = "use another rule, such as `optimizer: adam`";

  @ParameterizedTest
  @ValueSource(strings = {"", "optimizer: race", "optimizer: {race: {}}"})
  void withoutMembersOfItsOwnARaceHasTheDefaultOnes(String optimizer) {
    assertThat(race(optimizer)).isEqualTo(Race.DEFAULT);
  }

  @Test
  void everySettingIsTakenOver() {
    Race race =
        race(
            """
            optimizer:
              race:
                members:
                  - {sgd: {learning-rate: 0.2}, name: fast}
                  - adam
                  - mlp: {hidden: [5], activation: tanh, optimizer: adam}
                  - {mlp: {}, name: wide}
                mixer: {variance: 0.2, walk: 1e-7, share: 0.001, fading: 0.01}
            """);
    Adam adam = (Adam) PipelineTexts.least("optimizer: adam").learner().training().optimizer();
    assertThat(race.members())
        .containsExactly(
            Member.linear("fast", new Sgd(0.2)),
            Member.linear("adam", adam),
            Member.of(
                "mlp", MlpRule.of(List.of(5), Activation.TANH, new Initializer.Xavier()), adam),
            Member.of(
                "wide",
                MlpRule.of(List.of(32), Activation.RELU, new Initializer.He()),
                new Adagrad(0.1, 5e-4, 1e-10)));
    assertThat(race.mixing()).isEqualTo(new Mixing(0.2, 1e-7, 0.001, 0.01, 0));
  }

  @Test
  void membersOfOneNameAreNumberedAndKeepAwayFromNamesThatAreGiven() {
    assertThat(names("[adam, adam, adam]")).containsExactly("adam", "adam-2", "adam-3");
    assertThat(names("[adam, adam, {sgd: {}, name: adam-2}]"))
        .containsExactly("adam", "adam-3", "adam-2");
    assertThat(names("[default, coin]"))
        .containsExactly("adagrad", "sgd", "coin", "rms-max", "coin-2");
    assertThat(names("[{adam: {}, name: x}, {sgd: {}, name: x}]")).containsExactly("x", "x-2");
  }

  @Test
  void labelsThatComeLateHaveAMixerOfTheirOwn() {
    assertThat(race("optimizer: {race: {mixer: delayed}}").mixing()).isEqualTo(Mixing.DELAYED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "optimizer: race\n", "optimizer: coin\n"})
  void theSizeOfItsStepsStopsNoRace(String optimizer) {
    assertThat(problemsWith(optimizer + "early-stopping: {min-update: 0.001}"))
        .singleElement()
        .asString()
        .contains("early-stopping.min-update does not go with ")
        .endsWith("; leave it out, or " + ANOTHER);
  }

  @Test
  void noMemberIsCalledLikeTheMixture() {
    assertThat(problemsWith("optimizer: {race: {members: [{sgd: {}, name: stacker}]}}"))
        .containsExactly(
            "p.yaml:6: optimizer.race.members does not make sense: a member is called stacker, as"
                + " metrics call what is mixed with the members; give it another name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[mlp]", "[{mlp: {hidden: [3]}}, {mlp: {hidden: [4]}}]"})
  void networksAloneAreNoRace(String members) {
    assertThat(problemsWith("optimizer: {race: {members: " + members + "}}"))
        .containsExactly(
            "p.yaml:6: optimizer.race.members does not make sense: networks only; add `default`,"
                + " or a rule such as sgd, for a linear member");
  }

  @Test
  void aMisspeltMemberIsToldTheNearest() {
    assertThat(problemsWith("optimizer: {race: {members: [defualt]}}"))
        .containsExactly(
            "p.yaml:6: optimizer.race.members[0] cannot be 'defualt'; did you mean 'default'?");
  }

  @Test
  void aNetworkAmongTheMembersIsNotNormalisedOverBatches() {
    assertThat(problemsWith("optimizer: {race: {members: [default, {mlp: {batch-norm: true}}]}}"))
        .containsExactly(
            "p.yaml:6: optimizer.race.members[1].mlp.batch-norm makes no sense: a race steps record"
                + " by record, and a single record has no variance to normalise by; leave it out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coin                   | coin steps linear models only",
        "{sgd: {proximal: true}} | sgd, proximal steps linear models only",
        "ftrl                   | ftrl computes every weight anew from its sums of gradients, so the"
            + " random first weights would be lost and hidden units would be alike"
      })
  void aNetworkAmongTheMembersLearnsByARuleForNetworks(String rule, String reason) {
    String member = "{mlp: {optimizer: " + rule + "}}";
    assertThat(problemsWith("optimizer: {race: {members: [default, " + member + "]}}"))
        .containsExactly(
            "p.yaml:6: optimizer.race.members[1].mlp.optimizer does not make sense: %s; use another"
                    .formatted(reason)
                + " rule, such as adam");
  }

  @Test
  void settingsOfTheMixerHaveRanges() {
    assertThat(
            problemsWith(
                "optimizer:", "  race:", "    mixer: {variance: 0, walk: -1, share: 1, fading: 0}"))
        .containsExactly(
            "p.yaml:8: optimizer.race.mixer.variance must be greater than 0, was 0",
            "p.yaml:8: optimizer.race.mixer.walk must be at least 0, was -1",
            "p.yaml:8: optimizer.race.mixer.share must be in [0, 1), was 1",
            "p.yaml:8: optimizer.race.mixer.fading must be in (0, 1), was 0");
  }

  @Test
  void aRaceIsOfLinearModels() {
    assertThat(problems(MLP + "optimizer: race"))
        .containsExactly(
            "p.yaml:6: optimizer.race does not go with model.mlp: what races are linear models; for"
                + " a network among them use model logistic, softmax or linear and `members:"
                + " [default, mlp]`, for a network alone "
                + ANOTHER);
  }

  @ParameterizedTest
  @CsvSource({"coin, coin", "'{sgd: {proximal: true}}', sgd.proximal"})
  void whatSolvesItsStepsIsForLinearModels(String rule, String key) {
    assertThat(problems(MLP + "optimizer: " + rule))
        .containsExactly(
            "p.yaml:6: optimizer.%s does not go with model.mlp: its steps are solved for the sum"
                    .formatted(key)
                + " that a linear model is; "
                + ANOTHER);
  }

  @Test
  void whatARaceDoesByItselfIsRefusedWithTheReasonOnItsLine() {
    String rates =
        "its members have rates of their own, and the mixture follows those that do best; leave it"
            + " out, or "
            + ANOTHER;
    assertThat(
            problemsWith(
                "optimizer:",
                "  race: {}",
                "  batch-size: 2",
                "  clip: 5",
                "  schedule: {reduce-on-plateau: {}}",
                "  warm-up: 10"))
        .containsExactly(
            "p.yaml:8: optimizer.batch-size 2 does not go with optimizer.race: its members step"
                + " record by record; leave it out, or "
                + ANOTHER,
            "p.yaml:9: optimizer.clip does not go with optimizer.race: each member has a gradient"
                + " of its own, and one whose weights are not finite begins anew; leave it out, or "
                + ANOTHER,
            "p.yaml:10: optimizer.schedule does not go with optimizer.race: " + rates,
            "p.yaml:11: optimizer.warm-up does not go with optimizer.race: " + rates);
  }

  @Test
  void aRuleThatSolvesItsStepsHasNoBatchesAndNeedsNoClip() {
    assertThat(
            problemsWith("optimizer: {adagrad: {proximal: true}, batch-size: 8, clip: {value: 1}}"))
        .containsExactly(
            "p.yaml:6: optimizer.batch-size 8 does not go with optimizer.adagrad.proximal: it"
                + " solves each step for one record; leave it out, or "
                + ANOTHER,
            "p.yaml:6: optimizer.clip does not go with optimizer.adagrad.proximal: its steps are"
                + " bounded by themselves; leave it out, or "
                + ANOTHER);
  }

  @Test
  void onlyWhatHasARateHasASchedule() {
    assertThat(problemsWith("optimizer: {coin: {}, warm-up: 10}"))
        .containsExactly(
            "p.yaml:6: optimizer.warm-up does not go with optimizer.coin: it has no rate; leave it"
                + " out, or "
                + ANOTHER);
    assertThat(
            PipelineTexts.least("optimizer: {sgd: {proximal: true}, warm-up: 10}")
                .learner()
                .training()
                .optimizer()
                .description())
        .isEqualTo("sgd, proximal");
  }

  @Test
  void penaltiesAreRefusedAlsoWhereTheRaceIsTheDefault() {
    String reason =
        "not every member steps along a gradient that a penalty could be added to; leave it out, or "
            + ANOTHER;
    assertThat(problemsWith("regularization:", "  l1: 0.1", "  l2: 0.2"))
        .containsExactly(
            "p.yaml:7: regularization.l1 does not go with the default optimizer, race: " + reason,
            "p.yaml:8: regularization.l2 does not go with the default optimizer, race: " + reason);
    assertThat(problemsWith("optimizer: race", "regularization: {l2: 0.2}"))
        .containsExactly("p.yaml:7: regularization.l2 does not go with optimizer.race: " + reason);
    assertThat(problemsWith("optimizer: coin", "regularization: {l2: 0.2}"))
        .containsExactly(
            "p.yaml:7: regularization.l2 does not go with optimizer.coin: it does not step along a"
                + " gradient that a penalty could be added to; leave it out, or "
                + ANOTHER);
  }

  private static List<String> names(String members) {
    return race("optimizer: {race: {members: " + members + "}}").members().stream()
        .map(Member::name)
        .toList();
  }

  private static Race race(String optimizer) {
    return (Race) PipelineTexts.least(optimizer).learner().training().optimizer();
  }
}
