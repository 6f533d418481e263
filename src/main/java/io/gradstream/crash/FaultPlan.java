package io.gradstream.crash;

import io.gradstream.crash.RegistryProxy.Nonsense;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The faults of a test in their order, and how many records there are: all by the seed alone.
 *
 * @param faults with moments that rise
 * @param records how many input records are sent
 */
record FaultPlan(List<Fault> faults, long records) {

  private static final int RARE = 4; // one of each other fault for so many kills
  private static final int LEAST_GAP = 250;
  private static final int SPREAD = 500;
  private static final int AFTERWARDS = 600;

  /** What a round of kills is made of; to catch a restore, a trainer must be killed first. */
  private static final List<List<FaultKind>> KILLS =
      List.of(
          List.of(FaultKind.KILL_IN_COMMIT),
          List.of(FaultKind.KILL),
          List.of(FaultKind.KILL_AT_START),
          List.of(FaultKind.KILL, FaultKind.KILL_IN_RESTORE));

  FaultPlan {
    faults = List.copyOf(faults);
  }

  /** Plans a test. */
  static FaultPlan of(CrashOptions options) {
    Random random = new Random(options.seed());
    List<List<FaultKind>> groups = groups(options);
    Collections.shuffle(groups, random);
    List<Fault> faults = new ArrayList<>();
    long moment = options.ahead();
    boolean joined = false;
    int choice = random.nextInt(Nonsense.ALL.size()); // of each sort in turn
    for (List<FaultKind> group : groups) {
      moment += LEAST_GAP + random.nextInt(SPREAD);
      int partition = random.nextInt(options.partitions());
      for (FaultKind kind : group) {
        FaultKind possible = kind;
        if (kind == FaultKind.JOIN || kind == FaultKind.LEAVE) {
          possible = joined ? FaultKind.LEAVE : FaultKind.JOIN;
          joined = !joined;
        }
        faults.add(new Fault(possible, moment, partition, random.nextDouble(), choice));
        choice += kind == FaultKind.REGISTRY_NONSENSE ? 1 : 0;
      }
    }
    return new FaultPlan(faults, moment + AFTERWARDS);
  }

  private static List<List<FaultKind>> groups(CrashOptions options) {
    List<List<FaultKind>> groups = new ArrayList<>(kills(options.kills()));
    int rare = (options.kills() + RARE - 1) / RARE;
    add(groups, rare, FaultKind.TERMINATE);
    add(groups, rare, FaultKind.FREEZE);
    add(groups, rare, FaultKind.JOIN);
    add(groups, rare, FaultKind.LEAVE);
    if (options.broker()) {
      add(groups, Math.max(1, rare), FaultKind.BROKER);
    }
    if (options.registry()) {
      add(groups, Math.max(1, rare), FaultKind.REGISTRY_AWAY);
      add(groups, Math.max(Nonsense.ALL.size(), rare), FaultKind.REGISTRY_NONSENSE);
    }
    return groups;
  }

  private static List<List<FaultKind>> kills(int count) {
    List<List<FaultKind>> groups = new ArrayList<>();
    int left = count;
    for (int i = 0; left > 0; i++) {
      List<FaultKind> group = KILLS.get(i % KILLS.size());
      if (group.size() <= left) {
        groups.add(group);
        left -= group.size();
      }
    }
    return groups;
  }

  private static void add(List<List<FaultKind>> groups, int times, FaultKind kind) {
    for (int i = 0; i < times; i++) {
      groups.add(List.of(kind));
    }
  }
}
