package io.gradstream.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.NamedStatistic;
import io.gradstream.core.learn.NamedWeight;
import io.gradstream.core.learn.Predictor;
import io.gradstream.core.text.ProgramVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a model as JSON for people and scripts: what it is, how far it has come, its weights and
 * what its encoders have counted, all by name. One model is one text, byte for byte.
 *
 * <p>Of a network there are no weights by name, since a unit has none. A number that is not finite
 * is a text, for JSON has none such.
 */
public final class JsonExport {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonExport() {}

  /**
   * Writes the model as it stands, in UTF-8 with a line feed at the end; changes nothing.
   *
   * @param name of the pipeline
   * @param rule of the learner
   * @param out is left open
   */
  public static void write(String name, LearnerRule rule, Predictor predictor, OutputStream out)
      throws IOException {
    JsonGenerator json = JSON.createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    json.writeStartObject();
    writeRule(name, rule, predictor, json);
    writeFeatures(rule.features(), predictor.statistics(), json);
    writeWeights(rule, predictor, json);
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }

  private static void writeRule(
      String name, LearnerRule rule, Predictor predictor, JsonGenerator json) throws IOException {
    json.writeStringField("pipeline", name);
    json.writeStringField("program_version", ProgramVersion.text());
    json.writeStringField("task", rule.task().name().toLowerCase(Locale.ROOT));
    json.writeStringField("label", rule.label().field());
    json.writeStringField("model", rule.model().description());
    json.writeStringField("loss", rule.loss().name());
    json.writeStringField("optimizer", rule.training().optimizer().description());
    json.writeNumberField("version", predictor.version());
    json.writeNumberField("parameters", predictor.parameterCount());
    json.writeNumberField("categories", predictor.categoryCount());
    if (rule.task() == Task.MULTICLASS) {
      json.writeArrayFieldStart("classes");
      for (String each : predictor.classNames()) {
        json.writeString(each);
      }
      json.writeEndArray();
    }
    writeCounted("model", "", predictor.statistics(), json);
    writeCounted("label", "label_", predictor.statistics(), json);
  }

  private static void writeFeatures(
      List<Feature> features, List<NamedStatistic> statistics, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("features");
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      json.writeStartObject();
      json.writeStringField("kind", feature.kind());
      json.writeStringField("description", feature.description());
      writeStatistics(feature.kind() + "." + i, statistics, json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes what a part has counted, a name for each number. */
  private static void writeCounted(
      String part, String prefix, List<NamedStatistic> statistics, JsonGenerator json)
      throws IOException {
    for (NamedStatistic each : statistics) {
      if (each.part().equals(part)) {
        writeNumber(prefix + each.name(), each.value(), json);
      }
    }
  }

  /** Writes what an encoder has counted, by the column or the category that it is of. */
  private static void writeStatistics(
      String encoder, List<NamedStatistic> statistics, JsonGenerator json) throws IOException {
    Map<String, Map<String, Double>> byColumn = new LinkedHashMap<>();
    for (NamedStatistic each : statistics) {
      if (each.part().equals(encoder)) {
        byColumn
            .computeIfAbsent(each.of(), unused -> new LinkedHashMap<>())
            .put(each.name(), each.value());
      }
    }
    json.writeObjectFieldStart("statistics");
    for (Map.Entry<String, Map<String, Double>> column : byColumn.entrySet()) {
      json.writeObjectFieldStart(column.getKey());
      for (Map.Entry<String, Double> each : column.getValue().entrySet()) {
        writeNumber(each.getKey(), each.getValue(), json);
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeWeights(LearnerRule rule, Predictor predictor, JsonGenerator json)
      throws IOException {
    boolean several = rule.task() == Task.MULTICLASS;
    json.writeArrayFieldStart("weights");
    for (NamedWeight each : predictor.weights()) {
      if (each.feature().isEmpty() || several && each.output() >= predictor.classNames().size()) {
        continue; // of a category that has gone, or of no class yet
      }
      json.writeStartObject();
      json.writeStringField("column", each.feature());
      if (several) {
        json.writeStringField("class", predictor.classNames().get(each.output()));
      }
      writeNumber("weight", each.value(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeNumber(String name, double value, JsonGenerator json)
      throws IOException {
    if (!Double.isFinite(value)) {
      json.writeStringField(name, Double.toString(value));
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumberField(name, (long) value);
    } else {
      json.writeNumberField(name, value);
    }
  }
}
