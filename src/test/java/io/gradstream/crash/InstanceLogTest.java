package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.crash.InstanceLog.Phase;
import org.junit.jupiter.api.Test;

class InstanceLogTest {

  private static final String TRANSITION = "DEBUG TransactionManager - Transition from state ";

  private final InstanceLog log = new InstanceLog();

  @Test
  void aProcessStartsUntilItIsGivenItsPartitions() {
    log.take("INFO  StreamThread - State transition from CREATED to STARTING");
    assertThat(log.phase()).isEqualTo(Phase.START);
    log.take("INFO  StreamThread - State transition from STARTING to PARTITIONS_ASSIGNED");
    assertThat(log.phase()).isEqualTo(Phase.WORK);
  }

  @Test
  void itRestoresUntilEveryTaskIsRestored() {
    join();
    log.take("INFO  DefaultStateUpdater - Stateful active task 0_0 was added to the state updater");
    log.take("INFO  DefaultStateUpdater - Stateful active task 0_1 was added to the state updater");
    log.take("INFO  DefaultStateUpdater - Stateful active task 0_0 completed restoration");
    assertThat(log.phase()).isEqualTo(Phase.RESTORE);
    log.take("INFO  DefaultStateUpdater - Stateful active task 0_1 completed restoration");
    assertThat(log.phase()).isEqualTo(Phase.WORK);
  }

  @Test
  void aStandbyThatIsKeptWarmIsNoRestore() {
    join();
    log.take("INFO  DefaultStateUpdater - Standby task 0_0 was added to the state updater");
    assertThat(log.phase()).isEqualTo(Phase.WORK);
  }

  @Test
  void itCommitsFromItsOffsetsToTheEndOfTheTransaction() {
    join();
    log.take("DEBUG TransactionManager - Begin adding offsets {in-0=...} for consumer group g");
    assertThat(log.phase()).isEqualTo(Phase.COMMIT);
    log.take(TRANSITION + "IN_TRANSACTION to COMMITTING_TRANSACTION");
    assertThat(log.phase()).isEqualTo(Phase.COMMIT);
    log.take(TRANSITION + "COMMITTING_TRANSACTION to READY");
    assertThat(log.phase()).isEqualTo(Phase.WORK);
  }

  @Test
  void aTaskRunsFromItsRestoreUntilItIsClosed() {
    log.take("INFO  StreamTask - task [0_1] Restored and ready to run");
    assertThat(log.runs("0_1")).isTrue();
    assertThat(log.runs("0_0")).isFalse();
    log.take("INFO  StreamTask - task [0_1] Closed and recycled state");
    assertThat(log.runs("0_1")).isFalse();
  }

  @Test
  void theLastErrorIsKept() {
    log.take("12:00:00 ERROR PipelineApplication - first");
    log.take("error: second");
    log.take("12:00:01 INFO  PipelineApplication - third");
    assertThat(log.lastError()).isEqualTo("error: second");
  }

  private void join() {
    log.take("INFO  StreamThread - State transition from STARTING to PARTITIONS_ASSIGNED");
  }
}
