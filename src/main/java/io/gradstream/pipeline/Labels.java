package io.gradstream.pipeline;

import io.gradstream.core.data.RowLayout;
import io.gradstream.core.learn.LearnerRule;
import java.util.List;

/**
 * Where labels come from that are in records of their own; how long they are waited for is part of
 * the learner's rule.
 *
 * @param sameTopic whether they are later records of the input's topic, with the record's key
 * @param source their topic and how its records are written; the input itself if it is the same
 * @param key the fields by which a label finds its record; empty for the label record's own key
 */
public record Labels(boolean sameTopic, Input source, List<String> key) {

  /** Copies the list. */
  public Labels {
    key = List.copyOf(key);
  }

  /** Returns what is read of a label's record: the label, its weight and its key. */
  public RowLayout layout(LearnerRule rule) {
    return rule.labelLayout(key);
  }

  /** Returns the same labels for an input from another topic. */
  Labels withInput(Input input) {
    return sameTopic ? new Labels(true, input, key) : this;
  }
}
