package io.gradstream.core.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Coin;
import io.gradstream.core.optim.Gathered;
import io.gradstream.core.optim.OnlineRule;
import io.gradstream.core.optim.ProximalAdagrad;
import io.gradstream.core.optim.ProximalRmsProp;
import io.gradstream.core.optim.ProximalSgd;
import io.gradstream.core.optim.RmsMax;
import io.gradstream.core.state.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules and their mixture predict, record by record, what an independent program predicts. */
class RaceOracleTest {

  private static final int ROWS = 13;
  private static final double TOLERANCE = 1e-9;

  private static final Map<String, Race> RACES =
      Map.of(
          "imp-sgd:.5", alone(new ProximalSgd(0.5)),
          "imp-adadecay:.3:.00005", alone(new ProximalAdagrad(0.3, 5e-5, 1e-10)),
          "imp-rms:.01:.995", alone(new ProximalRmsProp(0.01, 0.995, 1e-8)),
          "coin:4", alone(new Coin(4)),
          "ams:.03:.999", alone(new RmsMax(0.03, 0.999, 1e-8)),
          "adadecay:.1:.0005", alone(new Gathered(new Adagrad(0.1, 5e-4, 1e-10))),
          "race", Race.DEFAULT);

  private static final Map<String, Loss> LOSSES =
      Map.of(
          "binary",
          new LogLoss(),
          "classes",
          new SoftmaxCrossEntropy(),
          "number",
          new SquaredLoss());

  private static Race alone(OnlineRule rule) {
    return Race.alone(rule);
  }

  static List<String[]> runs() throws IOException {
    List<String[]> runs = new ArrayList<>();
    for (String task : LOSSES.keySet()) {
      oracle(task)
          .get("predictions")
          .fieldNames()
          .forEachRemaining(rule -> runs.add(new String[] {task, rule}));
    }
    return runs;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  void everyRecordIsPredictedAsByTheOracle(String task, String rule) throws IOException {
    JsonNode oracle = oracle(task);
    Loss loss = LOSSES.get(task);
    RaceModel model =
        Races.model(new State(), RACES.get(rule), loss, ROWS, oracle.get("outputs").asInt());
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < oracle.get("rows").size(); i++) {
      JsonNode row = oracle.get("rows").get(i);
      double label = row.get("y").asDouble();
      double[] scores = Races.take(model, loss, features(row.get("x")), label, i + 1);
      if (task.equals("number") && i > 0) { // the oracle keeps within the labels seen
        scores[0] = Math.max(low, Math.min(high, scores[0]));
      }
      low = Math.min(low, label);
      high = Math.max(high, label);
      assertThat(scores)
          .as("record %d", i)
          .containsExactly(expected(oracle.get("predictions").get(rule).get(i)), within(TOLERANCE));
    }
  }

  private static double[] expected(JsonNode prediction) {
    return prediction.isArray()
        ? prediction.valueStream().mapToDouble(JsonNode::asDouble).toArray()
        : new double[] {prediction.asDouble()};
  }

  private static FeatureVector features(JsonNode pairs) {
    FeatureVector x = new FeatureVector();
    for (int i = 1; i < pairs.size(); i++) { // the bias is there already
      x.add(pairs.get(i).get(0).asInt(), pairs.get(i).get(1).asDouble());
    }
    return x;
  }

  private static JsonNode oracle(String task) throws IOException {
    try (InputStream in = RaceOracleTest.class.getResourceAsStream("/oracles/race.json")) {
      return new ObjectMapper().readTree(in).get(task);
    }
  }
}
