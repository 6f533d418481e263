package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.crash.RegistryProxy.Nonsense;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

  @Test
  void theSameSeedGivesTheSameFaultsAndAnotherSeedOthers() {
    assertThat(plan(8, 1)).isEqualTo(plan(8, 1));
    assertThat(plan(8, 1)).isNotEqualTo(plan(8, 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 23})
  void asManyProcessesAreKilledAsWasAskedFor(int kills) {
    assertThat(plan(kills, 3).faults().stream().filter(fault -> fault.kind().isKill()))
        .hasSize(kills);
  }

  @Test
  void everyFaultOfInstancesIsAmongFiveKills() {
    assertThat(plan(5, 3).faults())
        .extracting(Fault::kind)
        .contains(
            FaultKind.KILL,
            FaultKind.KILL_IN_COMMIT,
            FaultKind.KILL_IN_RESTORE,
            FaultKind.KILL_AT_START,
            FaultKind.TERMINATE,
            FaultKind.FREEZE,
            FaultKind.JOIN,
            FaultKind.LEAVE)
        .doesNotContain(FaultKind.BROKER, FaultKind.REGISTRY_AWAY, FaultKind.REGISTRY_NONSENSE);
  }

  @Test
  void whatIsKilledInARestoreRestoresSinceATrainerWasKilledAtTheSameMoment() {
    List<Fault> faults = plan(20, 4).faults();
    for (int i = 0; i < faults.size(); i++) {
      if (faults.get(i).kind() == FaultKind.KILL_IN_RESTORE) {
        assertThat(faults.get(i - 1).kind()).isEqualTo(FaultKind.KILL);
        assertThat(faults.get(i - 1).moment()).isEqualTo(faults.get(i).moment());
      }
    }
  }

  @Test
  void nobodyLeavesWhoHasNotBeenJoined() {
    int joined = 0;
    for (Fault fault : plan(40, 5).faults()) {
      joined += fault.kind() == FaultKind.JOIN ? 1 : fault.kind() == FaultKind.LEAVE ? -1 : 0;
      assertThat(joined).isBetween(0, 1);
    }
  }

  @Test
  void serversFailThoughNoInstanceDoesIfThatIsAskedFor() {
    CrashOptions options = new CrashOptions("race", 0, 2, Optional.empty(), 0, 1, 0, true, true);
    List<Fault> faults = FaultPlan.of(options).faults();
    assertThat(faults)
        .extracting(Fault::kind)
        .containsOnlyOnce(FaultKind.BROKER, FaultKind.REGISTRY_AWAY)
        .contains(FaultKind.REGISTRY_NONSENSE)
        .doesNotContain(FaultKind.KILL, FaultKind.TERMINATE);
    assertThat(faults.stream().filter(fault -> fault.kind() == FaultKind.REGISTRY_NONSENSE))
        .extracting(fault -> fault.choice() % Nonsense.ALL.size())
        .as("every sort of nonsense")
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, Nonsense.ALL.size()).boxed().toList());
  }

  @Test
  void recordsFollowTheLastFault() {
    FaultPlan plan = plan(8, 1);
    assertThat(plan.faults()).extracting(Fault::moment).isSorted();
    assertThat(plan.records()).isGreaterThan(plan.faults().get(plan.faults().size() - 1).moment());
  }

  private static FaultPlan plan(int kills, long seed) {
    return FaultPlan.of(
        new CrashOptions("race", kills, 2, Optional.empty(), 0, seed, 0, false, false));
  }
}
