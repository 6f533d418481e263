package io.gradstream.streams;

import org.jspecify.annotations.Nullable;

/**
 * The model of each stream thread, where it has one: a commit is of all tasks of a thread, so that
 * whoever asks for one has the model's changes written, too. Thread-safe.
 */
final class CommittedBeside {

  private final ThreadLocal<CommitPace.@Nullable Changes> models = new ThreadLocal<>();

  /** Takes note that this thread has a model. */
  void begin(CommitPace.Changes model) {
    models.set(model);
  }

  /** Takes note that this thread has none any more. */
  void end() {
    models.remove();
  }

  /**
   * Tells whether this thread has a model that changed since the last commit: its own pace asks for
   * the next, and one asked for earlier would write more of it than that allows.
   */
  boolean isModelDirty() {
    CommitPace.Changes model = models.get();
    return model != null && model.dirtyBytes() > 0;
  }
}
