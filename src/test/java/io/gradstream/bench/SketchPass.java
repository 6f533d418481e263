package io.gradstream.bench;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.RmsProp;
import java.util.Optional;

/** A pass of a {@link Sketch} over rows in memory, the same ones counted as of the learner. */
final class SketchPass implements Contestant {

  private final LearnerRule rule;
  private final AvroRows rows;

  SketchPass(LearnerRule rule, AvroRows rows) {
    Sketch.requireFit(rows.schema());
    this.rule = rule;
    this.rows = rows;
  }

  /**
   * Returns a sketch that has seen nothing, with the optimizer of {@code rule}, and with a
   * checkpoint if it stops early.
   */
  static Sketch sketch(LearnerRule rule) {
    return sketch(rule, checkpoint(rule));
  }

  static Sketch sketch(LearnerRule rule, Optional<SketchCheckpoint> checkpoint) {
    double clipNorm = rule.training().clipping().norm();
    return rule.training().optimizer() instanceof Adam adam
        ? new AdamSketch(adam, clipNorm, checkpoint)
        : new RmsPropSketch((RmsProp) rule.training().optimizer(), clipNorm, checkpoint);
  }

  static Optional<SketchCheckpoint> checkpoint(LearnerRule rule) {
    return rule.earlyStopping()
        .map(stop -> new SketchCheckpoint(rule.validation().window(), stop.minDelta()));
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
