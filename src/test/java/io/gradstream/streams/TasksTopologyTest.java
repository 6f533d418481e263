package io.gradstream.streams;

import static io.gradstream.streams.Topologies.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Labels of several classes and numbers, from the input topic to predictions and metrics. */
class TasksTopologyTest {

  @Test
  void classesAreNumberedAsTheyAppearAndPredictedByName() {
    try (Topologies topology = Topologies.of("label: c", "model: softmax")) {
      for (int i = 0; i < 300; i++) {
        topology.send("k", i, record((double) (i % 3), 1, "class " + i % 3, null));
      }
      List<GenericRecord> predictions = topology.predictions();
      assertThat(predictions).hasSize(300);

      GenericRecord first = predictions.get(0);
      assertThat(first.get("class")).isNull();
      assertThat(first.get("probabilities")).isNull();
      assertThat(first.get("score")).isEqualTo(Double.NaN);
      assertThat(first.get("label_class")).hasToString("class 0");
      assertThat(first.get("label")).isNull();
      assertThat(probabilities(predictions.get(1))).containsOnlyKeys("class 0");

      GenericRecord last = predictions.get(299);
      assertThat(last.get("class")).hasToString("class 2");
      assertThat(probabilities(last)).containsOnlyKeys("class 0", "class 1", "class 2");
      assertThat(probabilities(last).values().stream().mapToDouble(p -> p).sum())
          .isCloseTo(1 - 3.5 / 300, within(1e-12)); // the rest is for classes yet to come
      assertThat(last.get("score")).isEqualTo(probabilities(last).get("class 2"));
      GenericRecord model = (GenericRecord) topology.metrics().get(29).get("model");
      assertThat((Double) model.get("accuracy")).isEqualTo(1);
      assertThat((Double) model.get("f1")).isEqualTo(1);
      assertThat(model.get("auc")).isNull();
    }
  }

  @Test
  void aClassThatIsNotOneOfThoseGivenIsADeadLetterAndChangesNothing() {
    try (Topologies topology = Topologies.of("label: c, classes: [red, blue]", "model: softmax")) {
      topology.send("k", 0, record(1.0, 1, "red", null));
      topology.send("k", 1, record(1.0, 1, "bleu", null));
      topology.send("k", 2, record(1.0, 1, "blue", null));

      List<GenericRecord> predictions = topology.predictions();
      assertThat(predictions).extracting(p -> p.get("version")).containsExactly(0L, 1L);
      assertThat(probabilities(predictions.get(0))).containsOnlyKeys("red", "blue");
      TestRecord<byte[], byte[]> dead = topology.deadLetters().get(0);
      assertThat(Topologies.header(dead, "gradstream.reason")).isEqualTo("BAD_LABEL");
      assertThat(Topologies.header(dead, "gradstream.message"))
          .isEqualTo("label c is \"bleu\"; it must be one of [red, blue] (nearest: blue)");
    }
  }

  @Test
  void moreClassesThanAllowedAreDeadLetters() {
    try (Topologies topology = Topologies.of("label: c, max-classes: 2", "model: softmax")) {
      for (String name : List.of("a", "b", "c", "a")) {
        topology.send("k", 0, record(1.0, 1, name, null));
      }
      assertThat(topology.predictions()).hasSize(3);
      assertThat(Topologies.header(topology.deadLetters().get(0), "gradstream.message"))
          .isEqualTo("label c is \"c\", a class more than the 2 of max-classes");
    }
  }

  @Test
  void numbersArePredictedAndMeasured() {
    try (Topologies topology =
        Topologies.of(
            "label: b", "model: linear\noptimizer: {sgd: {learning-rate: 0.1}}\nloss: squared")) {
      for (int i = 0; i < 200; i++) {
        topology.send("k", i, record((double) (i % 5), 10 + 3 * (i % 5), "x", null));
      }
      GenericRecord last = topology.predictions().get(199);
      assertThat((Double) last.get("score")).isCloseTo(22, within(0.5));
      assertThat(last.get("label")).isEqualTo(22.0);
      assertThat(last.get("class")).isNull();
      GenericRecord metrics = topology.metrics().get(19);
      assertThat((Double) ((GenericRecord) metrics.get("model")).get("r2")).isGreaterThan(0.99);
      assertThat((Double) ((GenericRecord) metrics.get("majority")).get("mae"))
          .isCloseTo(3.6, within(0.3)); // the mean is 16; labels are 10, 13, ..., 22
      assertThat(((GenericRecord) metrics.get("model")).get("log_loss")).isNull();
    }
  }

  @Test
  void aLargeNetworkWithoutCategoriesLearns() {
    try (Topologies topology = Topologies.of("label: y", "model: {mlp: {hidden: [400, 400]}}")) {
      for (int i = 0; i < 3; i++) {
        topology.send("k", i, record(1.0 * i, 1, "x", i % 2));
      }
      assertThat(topology.predictions()).hasSize(3);
    }
  }

  @Test
  void aWeightMultipliesTheStepAndANegativeOneIsADeadLetter() {
    try (Topologies topology =
        Topologies.of(
            "label: y, weight: b", "model: logistic\noptimizer: {sgd: {learning-rate: 0.1}}")) {
      topology.send("k", 0, record(1.0, 0, "x", 1));
      topology.send("k", 1, record(1.0, 3, "x", 1));
      topology.send("k", 2, record(1.0, -1, "x", 1));
      topology.send("k", 3, record(1.0, 1, "x", 1));

      List<GenericRecord> predictions = topology.predictions();
      assertThat(predictions)
          .extracting(p -> p.get("version"))
          .containsExactly(0L, 0L, 1L); // weight 0 takes no step
      double z = 0.1 * 3 * 0.5; // the bias alone: the feature does not vary
      assertThat((Double) predictions.get(2).get("score"))
          .isCloseTo(1 / (1 + Math.exp(-z)), within(1e-12));
      assertThat(Topologies.header(topology.deadLetters().get(0), "gradstream.message"))
          .isEqualTo("weight b is -1.0; it must be 0 or more");
    }
  }

  private static Map<String, Double> probabilities(GenericRecord prediction) {
    return ((Map<?, ?>) prediction.get("probabilities"))
        .entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().toString(), e -> (Double) e.getValue()));
  }
}
