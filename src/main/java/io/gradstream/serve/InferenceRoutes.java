package io.gradstream.serve;

import io.gradstream.core.data.RowLayout;
import io.gradstream.core.data.Task;
import io.gradstream.core.text.ProgramVersion;
import io.gradstream.model.ModelState;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Score;
import io.gradstream.score.Scorer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Open Inference Protocol, version 2, over HTTP, as KServe specifies it: health, metadata and
 * inference of one model, the pipeline's, of which only the newest committed version is served.
 */
final class InferenceRoutes implements Routes {

  private static final int OK = 200;
  private static final int NOT_READY = 400; // the protocol wants 4xx
  private static final int NOT_FOUND = 404;
  private static final String JSON_LENGTH = "Inference-Header-Content-Length";
  private static final String MODEL = "/v2/models/{model}";
  private static final String VERSION = MODEL + "/versions/{version}";

  private final Scoring scoring;
  private final RequestGate gate;
  private final Health health;

  InferenceRoutes(Scoring scoring, RequestGate gate, Health health) {
    this.scoring = scoring;
    this.gate = gate;
    this.health = health;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    get(routes, "/v2", gate.asked(this::server));
    get(routes, "/v2/health/live", context -> live(context, HealthProbe.LIVE));
    get(routes, "/v2/health/ready", context -> live(context, HealthProbe.READY));
    for (String model : List.of(MODEL, VERSION)) {
      get(routes, model, gate.asked(ofModel(this::metadata)));
      get(routes, model + "/ready", gate.asked(ofModel(this::modelReady)));
      routes.post(
          model + "/infer",
          gate.limited(
              (context, body, deadline) -> {
                requireModel(context);
                infer(context, body, deadline);
              }));
    }
  }

  /** Javalin answers HEAD by itself, and yes, where nobody else does. */
  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private Handler ofModel(Handler handler) {
    return context -> {
      requireModel(context);
      handler.handle(context);
    };
  }

  private void server(Context context) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", "gradstream");
    body.put("version", ProgramVersion.text());
    body.put("extensions", List.of());
    Answers.json(context, OK, body);
  }

  private void live(Context context, HealthProbe probe) {
    boolean holds = holds(context, probe);
    Answers.json(context, holds ? OK : NOT_READY, Map.of(probe.label(), holds));
  }

  private boolean holds(Context context, HealthProbe probe) {
    return health.holds(probe) && !(probe == HealthProbe.READY && Departure.hasBegun(context));
  }

  private void modelReady(Context context) {
    boolean ready = holds(context, HealthProbe.READY);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", pipeline().name());
    body.put("ready", ready);
    Answers.json(context, ready ? OK : NOT_READY, body);
  }

  private void metadata(Context context) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", pipeline().name());
    body.put("versions", versions());
    body.put("platform", "gradstream");
    body.put("inputs", inputs());
    body.put("outputs", outputs());
    Answers.json(context, OK, body);
  }

  private void infer(Context context, byte[] body, Deadline deadline) {
    requireText(context.header(JSON_LENGTH), body.length);
    InferenceRequest request = InferenceRequest.parse(body, fields());
    List<Score> scores =
        scoring.scores(
            request.rows(),
            request::row,
            Scorer::score,
            Scorer::scoreAll,
            request.options(),
            deadline);
    Answers.json(
        context, OK, out -> InferenceAnswer.write(pipeline().name(), task(), request, scores, out));
  }

  /**
   * Elements may follow the JSON as bytes by an extension of Triton's, which clients may assume.
   */
  private static void requireText(@Nullable String jsonLength, int length) {
    if (jsonLength != null && !jsonLength.strip().equals(Integer.toString(length))) {
      throw RequestException.bad(
          "the request has binary tensor data (%s: %s of %d bytes), an extension that this server does not have: send the elements as an array 'data'"
              .formatted(JSON_LENGTH, jsonLength, length));
    }
  }

  private void requireModel(Context context) {
    String model = context.pathParam("model");
    if (!model.equals(pipeline().name())) {
      throw new RequestException(
          NOT_FOUND,
          "there is no model '%s'; this server has '%s'".formatted(model, pipeline().name()));
    }
    String version = context.pathParamMap().get("version");
    List<String> served = versions();
    if (version != null && !served.contains(version)) {
      throw new RequestException(
          NOT_FOUND,
          "version %s of model '%s' is not served: the model learns on, and only its newest version is, which is %s; leave /versions/%s out"
              .formatted(version, model, served, version));
    }
  }

  private Pipeline pipeline() {
    return scoring.scorer().pipeline();
  }

  private List<String> versions() {
    return scoring.scorer().models().stream()
        .map(ModelState::version)
        .map(String::valueOf)
        .distinct()
        .toList();
  }

  private Task task() {
    return pipeline().learner().task();
  }

  private RowLayout layout() {
    return pipeline().learner().layout();
  }

  /** Returns the fields that a row may have: no label, no weight, no key. */
  private Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    fields.addAll(layout().numbers());
    fields.addAll(layout().categories());
    fields.addAll(layout().instants());
    fields.addAll(layout().bags());
    fields.removeAll(pipeline().learner().weightAlone().stream().toList());
    fields.removeAll(pipeline().keyAlone());
    return fields;
  }

  private List<Map<String, Object>> inputs() {
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (String field : fields()) {
      boolean isNumber = layout().numbers().contains(field);
      boolean isBag = layout().bags().contains(field);
      inputs.add(tensor(field, isNumber ? "FP64" : "BYTES", isBag ? List.of(-1, -1) : List.of(-1)));
    }
    return inputs;
  }

  private List<Map<String, Object>> outputs() {
    List<Map<String, Object>> outputs = new ArrayList<>();
    outputs.add(tensor(InferenceAnswer.SCORE, "FP64", List.of(-1)));
    if (task() == Task.MULTICLASS) {
      outputs.add(tensor(InferenceAnswer.CLASS, "BYTES", List.of(-1)));
      outputs.add(tensor(InferenceAnswer.PROBABILITIES, "FP64", List.of(-1, -1)));
    }
    return outputs;
  }

  private static Map<String, Object> tensor(String name, String type, List<Integer> shape) {
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("name", name);
    tensor.put("datatype", type);
    tensor.put("shape", shape);
    return tensor;
  }
}
