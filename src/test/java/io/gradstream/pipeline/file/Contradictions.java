package io.gradstream.pipeline.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Takes most contradictions out of random pipeline files: else one of twenty has none, and to find
 * it takes longer than to learn with it.
 */
final class Contradictions {

  private static final Map<Task, List<String>> LOSSES =
      Map.of(
          Task.BINARY, List.of("log", "hinge"),
          Task.MULTICLASS, List.of("softmax"),
          Task.REGRESSION, List.of("squared", "absolute", "huber", "quantile", "poisson"));

  private Contradictions() {}

  /** Lets what depends on the task follow one that is drawn. */
  static void settle(ObjectNode file, Random random) {
    settlePlaces(file, random);
    Task task = Task.values()[random.nextInt(3)];
    ObjectNode input = (ObjectNode) file.get("input");
    boolean network = file.get("model").has("mlp");
    input.remove(List.of("positive", "classes", "max-classes", "task"));
    if (network) {
      input.put("task", task.name().toLowerCase(Locale.ROOT));
    } else {
      file.put("model", List.of("logistic", "softmax", "linear").get(task.ordinal()));
    }
    if (task == Task.MULTICLASS && random.nextBoolean()) {
      input.putArray("classes").add("c0").add("c1").add("c2");
    } else if (task == Task.MULTICLASS) {
      input.put("max-classes", 4);
    }
    settleSteps(file, random);
    if (file.has("loss")) {
      List<String> losses = LOSSES.get(task);
      file.put("loss", losses.get(random.nextInt(losses.size())));
    }
    settleLabel(file, task);
    List<Metric> metrics = Metric.all(task);
    Metric metric = metrics.get(random.nextInt(metrics.size()));
    if (file.get("validation") instanceof ObjectNode validation && validation.has("metrics")) {
      validation.putArray("metrics").add(metric.label());
    }
    if (file.get("early-stopping") instanceof ObjectNode stopping && stopping.has("metric")) {
      stopping.put("metric", metric.label());
    }
  }

  /** Takes out what does not go with rules that step record by record. */
  private static void settleSteps(ObjectNode file, Random random) {
    if (!(file.get("optimizer") instanceof ObjectNode)) {
      file.remove("optimizer");
    }
    boolean network = file.get("model").has("mlp");
    if (!network && random.nextInt(3) == 0) {
      ObjectNode race = file.putObject("optimizer").putObject("race");
      ArrayNode members = race.putArray("members").add("default");
      List<String> more = List.of("mlp", "adam", "ftrl", "momentum");
      members.add(more.get(random.nextInt(more.size())));
    }
    JsonNode optimizer = file.path("optimizer");
    boolean proximal = optimizer.findValuesAsText("proximal").contains("true");
    if (!network
        && (optimizer.isMissingNode()
            || optimizer.has("race")
            || optimizer.has("coin")
            || proximal)) {
      file.remove(List.of("regularization", "pretrain"));
      if (file.get("early-stopping") instanceof ObjectNode stopping) {
        stopping.remove("min-update");
      }
      if (optimizer instanceof ObjectNode section) {
        section.remove(List.of("batch-size", "clip", "schedule", "warm-up"));
      }
    }
  }

  /** Of keys that say where records are and how they are written some exclude others. */
  private static void settlePlaces(ObjectNode file, Random random) {
    ObjectNode input = (ObjectNode) file.get("input");
    leaveOne(input, random, List.of("deserializer"), List.of("format", "schema"));
    if (input.path("format").asText().equals("json")) {
      leaveOne(input, random, List.of("format"), List.of("schema"));
    }
    if (file.get("output") instanceof ObjectNode output) {
      leaveOne(output, random, List.of("serializer"), List.of("format"));
    }
    if (file.get("lineage") instanceof ObjectNode lineage) {
      leaveOne(lineage, random, List.of("url"), List.of("file", "api-key-file"));
      lineage.remove(lineage.has("file") ? List.of("api-key-file") : List.of());
      if (!lineage.has("url") && !lineage.has("file")) {
        file.remove("lineage");
      }
    }
  }

  private static void leaveOne(
      ObjectNode section, Random random, List<String> some, List<String> others) {
    if (some.stream().anyMatch(section::has) && others.stream().anyMatch(section::has)) {
      section.remove(random.nextBoolean() ? some : others);
    }
  }

  /**
   * What is said of numbers does not go with classes, and what is said of classes not with them.
   */
  private static void settleLabel(ObjectNode file, Task task) {
    ObjectNode input = (ObjectNode) file.get("input");
    if (task != Task.BINARY) {
      input.remove("threshold");
    }
    if (task == Task.REGRESSION) {
      file.remove("class-weights");
      if (file.get("augmentation") instanceof ObjectNode augmentation) {
        augmentation.remove("oversample");
      }
      return;
    }
    file.remove(List.of("label-scale", "label-range"));
    if (input.get("label") instanceof ObjectNode label) {
      label.remove("transform");
    }
    if (task == Task.BINARY) {
      nameTwo(file.get("class-weights"));
      nameTwo(file.path("augmentation").get("oversample"));
    }
  }

  /** Calls classes as a label of two calls them. */
  private static void nameTwo(JsonNode classes) {
    if (classes instanceof ObjectNode numbers) {
      List<JsonNode> values = new ArrayList<>();
      numbers.elements().forEachRemaining(values::add);
      numbers.removeAll();
      for (int i = 0; i < Math.min(2, values.size()); i++) {
        numbers.set(String.valueOf(i), values.get(i));
      }
    }
  }
}
