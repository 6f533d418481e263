package io.gradstream.core.learn;

import io.gradstream.core.data.Task;
import io.gradstream.core.model.LabelScale;
import io.gradstream.core.state.State;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a learner makes of the labels it meets, told from the labels alone: for readers of its
 * predictions, who are to judge them as it does.
 *
 * <p>It holds for a learner that learns from every label: one that pretrains, or has stopped, takes
 * labels far outside of those before by what it knew then.
 */
public final class LabelReplay {

  private static final int NONE = -1;

  private final LearnerRule rule;
  private final @Nullable LabelScale scale; // of a regression
  private final Map<String, Integer> classes = new HashMap<>();
  private long labels;

  /** Begins before the first label of a learner of {@code rule}. */
  public LabelReplay(LearnerRule rule) {
    this.rule = rule;
    scale =
        rule.task() == Task.REGRESSION
            ? new LabelScale(
                new State().scope("replay"), rule.labels(), rule.loss(), rule.outliers().fence())
            : null;
    rule.label().classes().forEach(name -> number(ClassNames.nameOf(name)));
  }

  /** Takes the label of a task of one score a record; returns what it counts as. */
  public double take(double label) {
    labels++;
    return scale == null ? label : scale.observe(label);
  }

  /** Takes the class of a label, by its name; returns its number. */
  public int take(String name) {
    labels++;
    return number(name);
  }

  /** Returns the number of a predicted class, by its name; -1 where none was predicted. */
  public int predicted(@Nullable String name) {
    return name == null ? NONE : number(name);
  }

  /**
   * Returns the probability that all classes have together that are not known before the next label
   * is taken.
   *
   * @param scored how many classes the prediction scored, if it says all of them
   */
  public double unseen(int scored) {
    return ClassNames.unseen(rule.label(), scored, labels);
  }

  /** Returns how many classes are known. */
  public int known() {
    return classes.size();
  }

  private int number(String name) {
    return classes.computeIfAbsent(name, it -> classes.size());
  }
}
