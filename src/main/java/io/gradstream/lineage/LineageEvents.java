package io.gradstream.lineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.text.ProgramVersion;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.OutputSchemas;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/** Makes the events of one run of a pipeline, by version 2-0-2 of OpenLineage's specification. */
final class LineageEvents {

  static final String PRODUCER = "urn:gradstream:" + ProgramVersion.text();
  static final String MODEL_SCHEMA = "urn:gradstream:schema:lineage-model:1";

  private static final String SPEC = "https://openlineage.io/spec/";
  private static final String RUN_EVENT = SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent";
  private static final String FACETS = SPEC + "facets/";

  private final Pipeline pipeline;
  private final String namespace;
  private final String cluster;
  private final UUID run = UUID.randomUUID();

  /** The newest window of a model. */
  record Window(int partition, WindowReport report) {}

  /** Begins a run with an id of its own. */
  LineageEvents(Pipeline pipeline, String namespace) {
    this.pipeline = pipeline;
    this.namespace = namespace;
    cluster = cluster(pipeline.kafka().getOrDefault("bootstrap.servers", ""));
  }

  /** The first broker, as the names of datasets have it. */
  private static String cluster(String servers) {
    return "kafka://" + servers.split(",")[0].strip().replaceFirst("^[A-Za-z_]+://", "");
  }

  /**
   * Returns an event.
   *
   * @param type START, RUNNING, COMPLETE, ABORT or FAIL
   * @param window what the model is like, if a window was full
   * @param failure what the run ended with, if it failed
   */
  ObjectNode event(
      String type, Instant time, Optional<Window> window, Optional<Throwable> failure) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("eventType", type).put("eventTime", time.truncatedTo(ChronoUnit.MILLIS).toString());
    event.put("producer", PRODUCER).put("schemaURL", RUN_EVENT);
    ObjectNode facets = event.putObject("run").put("runId", run.toString()).putObject("facets");
    window.ifPresent(it -> model(it, facets.putObject("gradstream_model")));
    failure.ifPresent(it -> error(it, facets.putObject("errorMessage")));
    ObjectNode job =
        event.putObject("job").put("namespace", namespace).put("name", pipeline.name());
    facet(job.putObject("facets").putObject("jobType"), FACETS + "2-0-4/", "JobTypeJobFacet")
        .put("processingType", "STREAMING")
        .put("integration", "GRADSTREAM")
        .put("jobType", "TRAINING");
    inputs(event.putArray("inputs"));
    outputs(event.putArray("outputs"));
    return event;
  }

  private static ObjectNode facet(ObjectNode facet, String folder, String name) {
    return facet
        .put("_producer", PRODUCER)
        .put("_schemaURL", folder + name + ".json#/$defs/" + name);
  }

  private static void model(Window window, ObjectNode facet) {
    WindowReport report = window.report();
    facet.put("_producer", PRODUCER).put("_schemaURL", MODEL_SCHEMA);
    facet.put("partition", window.partition()).put("window", report.window());
    facet.put("version", report.version()).put("records", report.totalCount());
    ObjectNode metrics = facet.putObject("metrics");
    report
        .model()
        .values()
        .forEach(
            (metric, value) -> {
              if (Double.isFinite(value)) { // JSON has no NaN, and who reads it drops a null
                metrics.put(metric.field(), value);
              }
            });
  }

  private static void error(Throwable failure, ObjectNode facet) {
    facet(facet, FACETS + "1-0-1/", "ErrorMessageRunFacet")
        .put("message", Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString))
        .put("programmingLanguage", "JAVA");
  }

  private void inputs(ArrayNode inputs) {
    read(pipeline.input().topic(), pipeline.layout().fields(), inputs);
    Optional<Labels> labels = pipeline.readsLabels();
    labels.ifPresent(
        it -> read(it.source().topic(), it.layout(pipeline.learner()).fields(), inputs));
  }

  private void read(String topic, List<String> fields, ArrayNode inputs) {
    ArrayNode names = schema(dataset(topic, inputs));
    fields.forEach(field -> names.addObject().put("name", field));
  }

  private void outputs(ArrayNode outputs) {
    written(pipeline.predictionsTopic(), OutputSchemas.PREDICTION, outputs);
    written(pipeline.metricsTopic(), OutputSchemas.METRICS, outputs);
    written(pipeline.decisionsTopic(), OutputSchemas.DECISION, outputs);
    if (pipeline.labels().isPresent()) {
      written(pipeline.outcomesTopic(), OutputSchemas.OUTCOME, outputs);
    }
    dataset(pipeline.deadLettersTopic(), outputs); // whose values are the bytes of others
  }

  private void written(String topic, Schema record, ArrayNode outputs) {
    ArrayNode fields = schema(dataset(topic, outputs));
    for (Schema.Field field : record.getFields()) {
      ObjectNode described = fields.addObject().put("name", field.name());
      described.put("type", type(field.schema()));
      Optional.ofNullable(field.doc()).ifPresent(doc -> described.put("description", doc));
    }
  }

  /** What a value is when it is not null. */
  private static String type(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema.getType().getName();
    }
    return String.join(
        "|",
        schema.getTypes().stream()
            .filter(each -> each.getType() != Schema.Type.NULL)
            .map(LineageEvents::type)
            .toList());
  }

  private ObjectNode dataset(String topic, ArrayNode datasets) {
    return datasets.addObject().put("namespace", cluster).put("name", topic).putObject("facets");
  }

  private static ArrayNode schema(ObjectNode facets) {
    return facet(facets.putObject("schema"), FACETS + "1-2-0/", "SchemaDatasetFacet")
        .putArray("fields");
  }
}
