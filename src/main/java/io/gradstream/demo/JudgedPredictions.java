package io.gradstream.demo;

import io.gradstream.core.learn.LabelReplay;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.streams.output.PredictedClasses;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as a topic has them, judged as the learner that made them judges its own: the figures
 * are those of its metrics topic.
 */
final class JudgedPredictions {

  private final Evaluation evaluation;
  private final LabelReplay labels;

  JudgedPredictions(LearnerRule rule) {
    evaluation = rule.newEvaluation();
    labels = new LabelReplay(rule);
  }

  /** Takes the next prediction; one of a record without a label is not judged. */
  void add(GenericRecord prediction) {
    if (prediction.get("label") instanceof Double label) {
      double score = prediction.get("score") instanceof Double number ? number : Double.NaN;
      evaluation.add(score, 0, label, labels.take(label.doubleValue()));
    } else if (prediction.get("label_class") != null) {
      String label = prediction.get("label_class").toString();
      double ofTruth = ofTruth(prediction.get("probabilities"), label);
      int predicted = labels.predicted(text(prediction.get("class")));
      evaluation.add(ofTruth, predicted, labels.take(label));
    }
  }

  /** Takes the next outcome: what was predicted then, and the label that came later. */
  void addOutcome(GenericRecord outcome) {
    if (outcome.get("label") instanceof Double label) {
      double score = outcome.get("score") instanceof Double number ? number : Double.NaN;
      evaluation.add(score, 0, label, labels.take(label.doubleValue()));
    } else if (outcome.get("label_class") != null) {
      double ofTruth =
          outcome.get("label_probability") instanceof Double known
              ? known
              : labels.unseen(labels.known());
      int predicted = labels.predicted(text(outcome.get("class")));
      evaluation.add(ofTruth, predicted, labels.take(outcome.get("label_class").toString()));
    }
  }

  Evaluation evaluation() {
    return evaluation;
  }

  /** Returns the probability of the label's class; one that is not named was not known. */
  private double ofTruth(@Nullable Object probabilities, String label) {
    int named = 0;
    if (probabilities instanceof Map<?, ?> each) {
      named = each.size();
      for (Map.Entry<?, ?> one : each.entrySet()) {
        if (label.equals(one.getKey().toString())) {
          return (Double) one.getValue();
        }
      }
    }
    return labels.unseen(named < PredictedClasses.MOST ? named : labels.known());
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
