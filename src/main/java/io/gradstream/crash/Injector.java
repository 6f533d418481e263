package io.gradstream.crash;

import io.gradstream.crash.InstanceLog.Phase;
import io.gradstream.crash.RegistryProxy.Nonsense;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Does to a running pipeline what a fault says, and undoes it where it ends. */
final class Injector {

  private static final long PHASE_MILLIS = 20_000;
  private static final long MOST_DELAY = 300;
  private static final long MOST_OF_A_COMMIT = 12;
  private static final long MOST_OF_A_RESTORE = 25;
  private static final long LEAST_START = 200;
  private static final long MOST_START = 2500;
  private static final long LEAST_FREEZE = 2500; // beyond the session
  private static final long MOST_FREEZE = 7000; // beyond the poll interval
  private static final long LEAST_AWAY = 500;
  private static final long MOST_AWAY = 5000;

  private static final Map<Phase, FaultKind> KILLED =
      Map.of(
          Phase.START, FaultKind.KILL_AT_START,
          Phase.RESTORE, FaultKind.KILL_IN_RESTORE,
          Phase.COMMIT, FaultKind.KILL_IN_COMMIT,
          Phase.WORK, FaultKind.KILL);

  private final Fleet fleet;
  private final Servers servers;
  private final boolean repartitioned;

  /**
   * What was done.
   *
   * @param kind what it turned out to be: a process may have gone on before it was killed
   * @param what a few words for people
   */
  record Done(FaultKind kind, String what) {}

  Injector(Fleet fleet, Servers servers, boolean repartitioned) {
    this.fleet = fleet;
    this.servers = servers;
    this.repartitioned = repartitioned;
  }

  /** Does a fault. */
  Done inject(Fault fault) throws IOException, InterruptedException {
    return switch (fault.kind()) {
      case KILL -> {
        pause(fault.between(0, MOST_DELAY));
        yield replaced(fleet.trainerOf(task(fault)));
      }
      case KILL_IN_COMMIT -> {
        Instance trainer = fleet.trainerOf(task(fault));
        trainer.log().await(Phase.COMMIT, PHASE_MILLIS);
        pause(fault.between(0, MOST_OF_A_COMMIT));
        yield replaced(trainer);
      }
      case KILL_IN_RESTORE -> {
        Instance restoring = restoring(fault);
        pause(fault.between(0, MOST_OF_A_RESTORE));
        yield replaced(restoring);
      }
      case KILL_AT_START -> {
        Instance one = fleet.start();
        pause(fault.between(LEAST_START, MOST_START));
        yield killed(one);
      }
      case TERMINATE -> {
        Instance trainer = terminated(fleet.trainerOf(task(fault)));
        yield done(fault, "instance %d, replaced by %d", trainer, fleet.start());
      }
      case FREEZE -> frozen(fault);
      case JOIN -> joined(fault);
      case LEAVE -> {
        var all = fleet.all();
        Instance leaving = terminated(all.get((int) (fault.delay() * all.size())));
        yield new Done(fault.kind(), "instance %d".formatted(leaving.number()));
      }
      case BROKER -> broker(fault);
      case REGISTRY_AWAY -> {
        servers.proxy().goAway();
        long millis = pause(fault.between(LEAST_AWAY, MOST_AWAY));
        servers.proxy().comeBack();
        yield new Done(fault.kind(), "for %.1f s".formatted(millis / 1e3));
      }
      case REGISTRY_NONSENSE -> nonsense(fault);
    };
  }

  /** Returns the task that trains a fault's partition. */
  String task(Fault fault) {
    return repartitioned ? "1_0" : "0_" + fault.partition();
  }

  private Done replaced(Instance instance) throws IOException, InterruptedException {
    Done done = killed(instance);
    return new Done(done.kind(), done.what() + ", replaced by " + fleet.start().number());
  }

  private Done killed(Instance instance) throws InterruptedException {
    Phase phase = instance.kill();
    fleet.remove(instance);
    return new Done(
        KILLED.getOrDefault(phase, FaultKind.KILL), "instance %d".formatted(instance.number()));
  }

  private Instance terminated(Instance instance) throws InterruptedException {
    instance.terminate();
    fleet.remove(instance);
    return instance;
  }

  /** Waits for one that reads a model back; if all is done before, the trainer is as good. */
  private Instance restoring(Fault fault) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PHASE_MILLIS);
    while (System.nanoTime() < end) {
      for (Instance each : fleet.all()) {
        if (each.isAlive() && each.log().phase() == Phase.RESTORE) {
          return each;
        }
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return fleet.trainerOf(task(fault));
  }

  private Done frozen(Fault fault) throws IOException, InterruptedException {
    Instance trainer = fleet.trainerOf(task(fault));
    trainer.freeze();
    long millis = pause(fault.between(LEAST_FREEZE, MOST_FREEZE));
    trainer.thaw();
    return new Done(
        fault.kind(), "instance %d for %.1f s".formatted(trainer.number(), millis / 1e3));
  }

  private Done joined(Fault fault) throws IOException, InterruptedException {
    Instance joining = fleet.start();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PHASE_MILLIS);
    while (joining.log().phase() == Phase.START && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return new Done(fault.kind(), "instance %d".formatted(joining.number()));
  }

  private Done broker(Fault fault) throws IOException, InterruptedException {
    if (fault.delay() < 0.5) {
      fleet.trainerOf(task(fault)).log().await(Phase.COMMIT, PHASE_MILLIS);
      pause(fault.between(0, MOST_OF_A_COMMIT));
    } else {
      pause(fault.between(0, MOST_DELAY));
    }
    servers.killBroker();
    long millis = pause(fault.between(0, MOST_AWAY));
    servers.restartBroker();
    return new Done(fault.kind(), "started again after %.1f s".formatted(millis / 1e3));
  }

  private Done nonsense(Fault fault) throws InterruptedException {
    Nonsense answer = Nonsense.ALL.get(fault.choice() % Nonsense.ALL.size());
    servers.proxy().answer(Optional.of(answer));
    long millis = pause(fault.between(LEAST_AWAY, MOST_AWAY));
    servers.proxy().answer(Optional.empty());
    return new Done(fault.kind(), "%s for %.1f s".formatted(answer.name(), millis / 1e3));
  }

  private static Done done(Fault fault, String what, Instance one, Instance other) {
    return new Done(fault.kind(), what.formatted(one.number(), other.number()));
  }

  private static long pause(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
    return millis;
  }
}
