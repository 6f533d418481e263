package io.gradstream.crash;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instance is at, read from its log line by line: Kafka's own words, at levels that {@code
 * crash-logging.xml} sets. Thread-safe.
 */
final class InstanceLog {

  private static final Pattern RESTORE_BEGINS =
      Pattern.compile("active task (\\d+_\\d+) was added to the state updater");
  private static final Pattern RESTORE_ENDS =
      Pattern.compile("active task (\\d+_\\d+) (?:completed restoration|was removed)");
  private static final Pattern TASK_RUNS =
      Pattern.compile("task \\[(\\d+_\\d+)] Restored and ready to run");
  private static final Pattern TASK_ENDS =
      Pattern.compile("task \\[(\\d+_\\d+)] (?:Closed|Suspended)");
  private static final Pattern COMMIT_BEGINS =
      Pattern.compile("Begin adding offsets|to COMMITTING_TRANSACTION");
  private static final Pattern COMMIT_ENDS =
      Pattern.compile("from state COMMITTING_TRANSACTION to |to state ABORTABLE_ERROR");
  private static final String JOINED = "to PARTITIONS_ASSIGNED";
  private static final String FAILED = " ERROR ";

  private final Set<String> restoring = new HashSet<>();
  private final Set<String> running = new HashSet<>();
  private boolean joined;
  private boolean committing;
  private String lastError = "";

  /** What an instance is at. */
  enum Phase {
    /** It has not joined its group. */
    START,
    /** It reads a model back. */
    RESTORE,
    /** It reads and learns, or waits for something to read. */
    WORK,
    /** It ends a transaction. */
    COMMIT
  }

  /** Takes a line; those waiting are told. */
  synchronized void take(String line) {
    joined |= line.contains(JOINED);
    note(RESTORE_BEGINS.matcher(line), restoring, true);
    note(RESTORE_ENDS.matcher(line), restoring, false);
    note(TASK_RUNS.matcher(line), running, true);
    note(TASK_ENDS.matcher(line), running, false);
    if (COMMIT_BEGINS.matcher(line).find()) {
      committing = true;
    } else if (COMMIT_ENDS.matcher(line).find()) {
      committing = false;
    }
    if (line.contains(FAILED) || line.startsWith("error:")) {
      lastError = line;
    }
    notifyAll();
  }

  private static void note(Matcher matcher, Set<String> tasks, boolean begins) {
    if (matcher.find()) {
      if (begins) {
        tasks.add(matcher.group(1));
      } else {
        tasks.remove(matcher.group(1));
      }
    }
  }

  synchronized Phase phase() {
    if (!joined) {
      return Phase.START;
    } else if (!restoring.isEmpty()) {
      return Phase.RESTORE;
    }
    return committing ? Phase.COMMIT : Phase.WORK;
  }

  /** Tells whether a task runs here, as far as this instance knows. */
  synchronized boolean runs(String task) {
    return running.contains(task);
  }

  /** Returns the last error it has spoken of, empty if none. */
  synchronized String lastError() {
    return lastError;
  }

  /** Waits for a phase; tells whether it has come. */
  synchronized boolean await(Phase wanted, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (phase() != wanted) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
