package io.gradstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.Adam;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SketchTest {

  private static final double RELATIVE = 1e-9;
  private static final int ROWS = 20_000;

  @TempDir static Path directory;

  @Test
  void theSketchWithRmsPropPredictsWhatTheLearnerDoes() throws IOException, BadRecordException {
    LearnerRule rule = CoreBenchmark.usual("rmsprop").learner();
    assertSamePredictions(rule, SketchPass.sketch(rule));
  }

  @Test
  void theSketchWithAdamPredictsWhatTheLearnerDoes() throws IOException, BadRecordException {
    LearnerRule rule =
        PipelineReader.read(Path.of("examples/flights/at-departure.yaml"), Map.of()).learner();
    assertThat(rule.training().optimizer()).isInstanceOf(Adam.class);
    assertSamePredictions(rule, SketchPass.sketch(rule));
  }

  @Test
  void itsCheckpointIsJudgedAsTheLearnersIs() throws IOException, BadRecordException {
    LearnerRule rule =
        PipelineReader.read(Path.of("examples/flights/at-departure.yaml"), Map.of()).learner();
    AvroRows rows = AvroRows.read(Flights.first(ROWS, directory), "flights", ROWS);
    Optional<SketchCheckpoint> checkpoint = SketchPass.checkpoint(rule);
    Sketch sketch = SketchPass.sketch(rule, checkpoint);
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    AvroRowDecoder decoder = new AvroRowDecoder(row.layout(), id -> rows.schema());
    List<Double> wanted = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    for (byte[] value : rows.values()) {
      decoder.decode(value, row);
      Optional<WindowReport> report = learner.take(row, 0).report();
      sketch.take(value);
      if (report.isPresent()) {
        wanted.add(report.get().checkpoint().map(it -> it.get(Metric.LOG_LOSS)).orElse(Double.NaN));
        seen.add(checkpoint.orElseThrow().lastLogLoss());
      }
    }
    assertThat(wanted).hasSize(ROWS / rule.validation().window());
    assertThat(wanted.get(0)).isNaN();
    for (int i = 1; i < wanted.size(); i++) {
      assertThat(seen.get(i)).isCloseTo(wanted.get(i), within(RELATIVE));
    }
  }

  private static void assertSamePredictions(LearnerRule rule, Sketch sketch)
      throws IOException, BadRecordException {
    AvroRows rows = AvroRows.read(Flights.first(5000, directory), "flights", 5000);
    Sketch.requireFit(rows.schema());
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    AvroRowDecoder decoder = new AvroRowDecoder(row.layout(), id -> rows.schema());
    double logLoss = 0;
    for (byte[] value : rows.values()) {
      decoder.decode(value, row);
      double wanted = learner.take(row, 0).score();
      assertThat(sketch.take(value)).isCloseTo(wanted, within(RELATIVE * wanted));
      logLoss -= Math.log(row.label() > 0.5 ? wanted : 1 - wanted);
    }
    assertThat(learner.version()).isEqualTo(rows.size()); // every step was taken
    assertThat(sketch.logLoss(rows.size())).isCloseTo(logLoss / rows.size(), within(1e-9));
  }
}
