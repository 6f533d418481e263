package io.gradstream.crash;

/** What is done to a pipeline. */
enum FaultKind {
  KILL("SIGKILL at work", "the process that trains a partition, while it reads"),
  KILL_IN_COMMIT("SIGKILL in a commit", "when its producer has begun to end a transaction"),
  KILL_IN_RESTORE("SIGKILL in a restore", "whoever reads a model back after another was killed"),
  KILL_AT_START("SIGKILL at a start", "a process that has not joined its group yet"),
  TERMINATE("SIGTERM", "the process that trains a partition; started again"),
  FREEZE("freeze", "SIGSTOP beyond session and poll interval, then SIGCONT"),
  JOIN("join", "one more process"),
  LEAVE("leave", "SIGTERM to one, which is not started again"),
  BROKER("broker killed", "SIGKILL in the middle of transactions; started on the same data"),
  REGISTRY_AWAY("registry away", "connections are refused while new schemas come"),
  REGISTRY_NONSENSE("registry nonsense", "answers that are none while new schemas come");

  private final String label;
  private final String how;

  FaultKind(String label, String how) {
    this.label = label;
    this.how = how;
  }

  /** Returns what it is called. */
  String label() {
    return label;
  }

  /** Returns how it is done. */
  String how() {
    return how;
  }

  boolean isKill() {
    return this == KILL
        || this == KILL_IN_COMMIT
        || this == KILL_IN_RESTORE
        || this == KILL_AT_START;
  }
}
