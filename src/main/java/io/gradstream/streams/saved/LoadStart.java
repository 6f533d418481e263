package io.gradstream.streams.saved;

import io.gradstream.model.InputTopic;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.SavedModelException;
import java.util.Optional;

/** Where a pipeline begins to read once a saved model is its own. */
public enum LoadStart {
  /** After the records that the model has learned from, so that none is learned twice. */
  CONTINUE,

  /** Where {@code auto.offset.reset} says: the records are others than those learned from. */
  ANEW;

  /**
   * Returns where to begin. Whether records are the same is known where the broker that gave the
   * topic its id is the same, and where the topic has another name; else it must be said.
   *
   * @param asked what was asked for, if anything
   * @param now the topic of the pipeline's records
   * @param labels that of its labels, if they have one
   * @throws SavedModelException if that makes no sense, or must be said
   */
  static LoadStart choose(
      Optional<LoadStart> asked, ModelSnapshot saved, InputTopic now, Optional<InputTopic> labels) {
    Optional<InputTopic> before = saved.input();
    boolean named = before.map(InputTopic::name).equals(Optional.of(now.name()));
    if (!named) {
      if (asked.equals(Optional.of(CONTINUE))) {
        throw new SavedModelException(
            "--continue: the saved model has learned from %s, whose offsets mean nothing in topic '%s'; --anew takes the model alone"
                .formatted(
                    before
                        .map(topic -> "topic '" + topic.name() + "'")
                        .orElse("no topic that it names"),
                    now.name()));
      }
      return ANEW;
    }
    if (asked.isPresent()) {
      return asked.get();
    }
    boolean same =
        now.continues(before.get())
            && saved
                .labels()
                .map(was -> labels.map(is -> is.continues(was)).orElse(true))
                .orElse(true);
    if (!same) {
      throw new SavedModelException(
          "the saved model has learned from a topic '%s' of another cluster, or one that was deleted since: say --continue if this one has the same records at the same offsets, to go on after those learned from, or --anew if its records are others"
              .formatted(now.name()));
    }
    return CONTINUE;
  }
}
