package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.export.ExportException;
import io.gradstream.export.Judge;
import io.gradstream.export.OnnxExport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a pipeline file can say is exported as it predicts, or refused. */
class OnnxExportPropertyTest {

  private static final int RECORDS = 200;
  private static final int SCORED = 40;
  private static final double[] REFUSED = {Double.NaN};
  private static final Set<String> OF_MORE_THAN_A_RECORD =
      Set.of("lag", "rolling", "since-last", "hash", "text", "bag");

  @Property(tries = 40)
  void anExportedModelScoresAsTheLearner(@ForAll Random random) throws IOException {
    LearnerRule drawn = SmallPipelines.rule(random);
    List<Feature> features =
        drawn.features().stream()
            .filter(each -> !OF_MORE_THAN_A_RECORD.contains(each.kind()))
            .toList();
    if (features.isEmpty()) {
      return;
    }
    LearnerRule rule = SmallPipelines.stoppedAfterAWindow(drawn.withFeatures(features));
    Learner learner = new Learner(rule);
    List<String> run = SmallPipelines.run(learner, rule, random.nextLong(), 0, RECORDS);
    if (run.stream().noneMatch(seen -> seen.contains("kind=STOP"))) {
      return;
    }
    byte[] model;
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      OnnxExport.write("p", rule, learner.predictor(), out);
      model = out.toByteArray();
    } catch (ExportException e) {
      assertThat(e.problems()).isNotEmpty();
      return;
    }
    Judge judge = new Judge(rule.layout());
    List<double[]> wanted = new ArrayList<>();
    for (int i = 0; i < SCORED; i++) {
      score(learner, rule, random, RECORDS + i, judge, wanted);
    }
    requireSame(judge.run(model), wanted);
  }

  private static void score(
      Learner learner,
      LearnerRule rule,
      Random random,
      int record,
      Judge judge,
      List<double[]> wanted) {
    Row row = new Row(rule.layout());
    SmallPipelines.fill(row, rule, random);
    row.clearLabel(); // a labelled record makes classes yet to come less likely
    Outcome outcome = learner.take(row, 1000L * record);
    boolean refused = outcome.refusal().isPresent();
    if (refused && !outcome.refusal().get().reason().name().equals("BAD_CATEGORY")) {
      return; // such as for its weight, of which a prediction does not depend
    }
    judge.add(row);
    wanted.add(
        refused
            ? REFUSED
            : outcome.isOfClasses() ? outcome.probabilities() : new double[] {outcome.score()});
  }

  private static void requireSame(Map<String, Object> outputs, List<double[]> wanted) {
    boolean several = outputs.containsKey(OnnxExport.PROBABILITIES);
    String name = several ? OnnxExport.PROBABILITIES : OnnxExport.SCORE;
    double[][] found = (double[][]) outputs.get(name);
    for (int i = 0; i < wanted.size(); i++) {
      for (int k = 0; k < wanted.get(i).length; k++) {
        double value = wanted.get(i)[k];
        if (wanted.get(i) == REFUSED) {
          assertThat(found[i][k]).isNaN();
        } else if (Double.isFinite(value)) { // weights that overflow say nothing
          double error = 1e-6 * (1 + Math.abs(value));
          assertThat(found[i][k]).as("record %d", i).isCloseTo(value, within(error));
        }
      }
    }
  }
}
