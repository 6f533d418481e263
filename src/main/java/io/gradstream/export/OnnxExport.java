package io.gradstream.export;

import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Predictor;
import io.gradstream.core.text.ProgramVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a model as an ONNX file that predicts from raw fields, encoders included: what gradstream
 * predicts of a record that is only scored, to rounding.
 *
 * <p>Inputs: a tensor [N, 1] for each field, a double for a number (NaN is missing), a string for a
 * category (its text; empty is missing), milliseconds since the epoch as a double for a point in
 * time. Outputs: {@code score} [N, 1], and of several classes {@code class} [N, 1] and {@code
 * probabilities} [N, K].
 */
public final class OnnxExport {

  /** The output that every model has. */
  public static final String SCORE = "score";

  /** The name of the likeliest of several classes. */
  public static final String CLASS = "class";

  /** The probabilities of several classes. */
  public static final String PROBABILITIES = "probabilities";

  private OnnxExport() {}

  /**
   * Writes the model as it stands; changes nothing.
   *
   * @param name of the pipeline
   * @param rule of the learner
   * @throws ExportException if something of it cannot be computed from one record, with all that
   *     cannot; nothing is written then
   */
  public static void write(String name, LearnerRule rule, Predictor predictor, OutputStream out)
      throws IOException {
    OnnxModel model = new OnnxModel();
    OnnxGraph graph = new OnnxGraph(model, rule.layout());
    boolean several = rule.task() == Task.MULTICLASS;
    List<String> classes = predictor.classNames();
    if (several && classes.isEmpty()) {
      graph.refuse(rule.label().field(), "no class was seen yet; export once there were labels");
    }
    Node scores = predictor.draw(graph);
    if (!graph.problems().isEmpty()) {
      throw new ExportException(name, graph.problems());
    }
    Node usable =
        graph
            .refused()
            .map(bad -> graph.apply(Operation.CHOOSE, bad, graph.row(Double.NaN), scores))
            .orElse(scores);
    if (several) {
      addClasses(model, usable, classes);
    } else {
      model.copy(usable.name(), SCORE);
      String what = rule.task() == Task.BINARY ? "probability of class 1" : "prediction";
      model.output(SCORE, OnnxModel.Type.DOUBLE, 1, what);
    }
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put("pipeline", name);
    notes.put("task", rule.task().name().toLowerCase(Locale.ROOT));
    notes.put("label", rule.label().field());
    notes.put("classes", String.join("\n", classes));
    model.model(name, ProgramVersion.text(), predictor.version(), notes).copyTo(out);
  }

  private static void addClasses(OnnxModel model, Node probabilities, List<String> classes) {
    model.copy(probabilities.name(), PROBABILITIES);
    List<String> all = List.of(probabilities.name());
    String likeliest = model.node("ArgMax", all, OnnxModel.attribute("axis", 1L));
    String names = model.constant(classes);
    model.copy(model.node("Gather", List.of(names, likeliest)), CLASS);
    model.copy(model.node("ReduceMax", all, OnnxModel.attribute("axes", new long[] {1})), SCORE);
    model.output(SCORE, OnnxModel.Type.DOUBLE, 1, "probability of the likeliest class");
    model.output(CLASS, OnnxModel.Type.STRING, 1, "the likeliest class");
    model.output(
        PROBABILITIES,
        OnnxModel.Type.DOUBLE,
        classes.size(),
        "probabilities of the classes, in the order of the note 'classes'");
  }
}
