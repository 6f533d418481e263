package io.gradstream.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Scores rows by a learner and by its exported model, and holds one to the other. */
final class ExportedRows {

  private ExportedRows() {}

  /**
   * Learns from the first rows of a file; the next ones are scored by the learner and the judge.
   */
  static void requireSame(String pipeline, Path data, int learned, int scored) throws IOException {
    LearnerRule rule = PipelineReader.parse("p", pipeline, Map.of()).learner();
    RowLayout layout = rule.layout();
    Learner learner = new Learner(rule);
    Judge judge = new Judge(layout);
    List<double[]> wanted = new ArrayList<>();
    try (CsvRecords rows = CsvRecords.open(data, "record", Set.of(), learned + scored)) {
      AvroRowDecoder decoder = new AvroRowDecoder(layout, id -> rows.schema());
      Row row = new Row(layout);
      for (int i = 0; i < learned + scored && rows.next(); i++) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(WireFormat.header(1));
        rows.writeTo(bytes);
        decoder.decode(bytes.toByteArray(), row);
        if (i >= learned) {
          row.clearLabel(); // a labelled record makes classes yet to come less likely
          judge.add(row);
        }
        Outcome outcome = learner.take(row, i);
        if (i >= learned) {
          wanted.add(
              outcome.isOfClasses() ? outcome.probabilities() : new double[] {outcome.score()});
        }
      }
    } catch (BadRecordException e) {
      throw new AssertionError(e);
    }
    assertThat(wanted).hasSize(scored);
    requireSame(rule, learner, judge, wanted);
  }

  static void requireSame(LearnerRule rule, Learner learner, Judge judge, List<double[]> wanted)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxExport.write("exported", rule, learner.predictor(), out);
    Map<String, Object> outputs = judge.run(out.toByteArray());
    boolean several = outputs.containsKey(OnnxExport.PROBABILITIES);
    double[][] scores = (double[][]) outputs.get(OnnxExport.SCORE);
    double[][] all = several ? (double[][]) outputs.get(OnnxExport.PROBABILITIES) : scores;
    for (int i = 0; i < wanted.size(); i++) {
      double[] row = wanted.get(i);
      for (int k = 0; k < row.length; k++) {
        double error = 1e-6 * Math.max(1, Math.abs(row[k]));
        assertThat(all[i][k]).as("record %d", i).isCloseTo(row[k], within(error));
      }
      if (several) {
        double most = Arrays.stream(row).max().orElseThrow();
        String name = ((String[][]) outputs.get(OnnxExport.CLASS))[i][0];
        assertThat(scores[i][0]).isCloseTo(most, within(1e-6));
        assertThat(row[learner.predictor().classNames().indexOf(name)])
            .isCloseTo(most, within(1e-6));
      }
    }
  }
}
