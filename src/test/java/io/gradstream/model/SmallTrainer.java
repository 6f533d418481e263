package io.gradstream.model;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.pipeline.file.PipelineReader;
import java.util.Map;

/** A learner of one number, some records at a time. */
final class SmallTrainer {

  private static final int RECORDS = 5;

  final LearnerRule rule =
      PipelineReader.parse(
              "p.yaml",
              """
              pipeline: p
              input: {topic: t, label: y, format: json}
              features: [{standard: [x]}]
              model: logistic
              optimizer: {sgd: {learning-rate: 0.1}}
              validation: {window: 5}
              """,
              Map.of())
          .learner();
  final Learner learner = new Learner(rule);
  private final Row row = new Row(rule.layout());
  private long records;

  /** Learns from the next records, which fill a window. */
  void learn() {
    for (int i = 0; i < RECORDS; i++) {
      row.clear();
      row.setNumber(0, records % 7);
      row.setLabel(records % 2);
      row.setOrigin(0, records++);
      learner.take(row, 1000 * records);
    }
  }
}
