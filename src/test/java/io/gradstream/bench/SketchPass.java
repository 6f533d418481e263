package io.gradstream.bench;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.RmsProp;

/** A pass of a {@link Sketch} over rows in memory, the same ones counted as of the learner. */
final class SketchPass implements Contestant {

  private final LearnerRule rule;
  private final AvroRows rows;

  SketchPass(LearnerRule rule, AvroRows rows) {
    Sketch.requireFit(rows.schema());
    this.rule = rule;
    this.rows = rows;
  }

  /** Returns a sketch that has seen nothing, with the optimizer of {@code rule}. */
  static Sketch sketch(LearnerRule rule) {
    double clipNorm = rule.training().clipping().norm();
    return rule.training().optimizer() instanceof Adam adam
        ? new AdamSketch(adam, clipNorm)
        : new RmsPropSketch((RmsProp) rule.training().optimizer(), clipNorm);
  }

  @Override
  public Cost pass() {
    Sketch sketch = sketch(rule);
    int uncounted = LearnerPass.uncounted(rows);
    feed(sketch, 0, uncounted);
    Meter meter = Meter.start();
    feed(sketch, uncounted, rows.size());
    return meter.per(rows.size() - uncounted);
  }

  private void feed(Sketch sketch, int from, int to) {
    byte[][] values = rows.values();
    for (int i = from; i < to; i++) {
      sketch.take(values[i]);
    }
  }
}
