package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.model.MlpRule;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.ReaderVersion;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SubjectNameStrategy;
import io.gradstream.schema.row.AutoFeatures;
import io.gradstream.streams.output.RegistrySettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * A pipeline with {@code features: auto}, its encoders chosen by a schema.
 *
 * <p>What was chosen is part of what stored state must fit, so that after a restart with a schema
 * that leads to another choice the state is refused and not misread.
 *
 * @param pipeline the pipeline with its encoders
 * @param sentences what was chosen by what, and what was left out
 */
public record InputFeatures(Pipeline pipeline, List<String> sentences) {

  /** Copies the list. */
  public InputFeatures {
    sentences = List.copyOf(sentences);
  }

  /**
   * Chooses by the schema that a registry has for the input, if the pipeline wants that.
   *
   * @throws ApplicationException if there is no such schema or it has no field of use
   * @throws SchemaRegistryException if the registry cannot be asked
   */
  public static InputFeatures choose(Pipeline pipeline, SchemaRegistry registry) {
    if (!pipeline.choosesFeatures()) {
      return new InputFeatures(pipeline, List.of());
    }
    RegisteredSchema found = schema(pipeline, registry);
    return by(
        found.schema(),
        "version %d of subject %s".formatted(found.version(), found.subject()),
        pipeline);
  }

  /**
   * Chooses by a schema, if the pipeline wants that.
   *
   * @param origin where the schema is from, for people
   * @throws ApplicationException if the schema has no field of use
   */
  public static InputFeatures by(Schema schema, String origin, Pipeline pipeline) {
    if (!pipeline.choosesFeatures()) {
      return new InputFeatures(pipeline, List.of());
    }
    Set<String> excluded = new HashSet<>(pipeline.learner().weight().stream().toList());
    excluded.add(pipeline.learner().label().field());
    excluded.addAll(pipeline.keyAlone());
    boolean network = pipeline.learner().model() instanceof MlpRule;
    AutoFeatures choice = AutoFeatures.of(schema, pipeline.input().envelope(), excluded, network);
    if (choice.features().isEmpty()) {
      throw new ApplicationException(
          "features: auto finds no field of use in %s; list the encoders".formatted(origin));
    }
    List<String> sentences = new ArrayList<>();
    sentences.add("features: auto chose by " + origin);
    choice.features().stream().map(Feature::description).forEach(sentences::add);
    choice.leftOut().forEach((path, reason) -> sentences.add("left out " + path + ": " + reason));
    return new InputFeatures(pipeline.withFeatures(choice.features()), sentences);
  }

  private static RegisteredSchema schema(Pipeline pipeline, SchemaRegistry registry) {
    if (RegistrySettings.strategy(pipeline) != SubjectNameStrategy.TOPIC_NAME) {
      throw new ApplicationException(
          "features: auto needs a subject named after the topic; with another strategy a topic may"
              + " hold records of several schemas: list the encoders");
    }
    Schema any = Schema.create(Schema.Type.NULL); // a subject named by topic asks for none
    String topic = pipeline.input().topic();
    String subject = SubjectNameStrategy.TOPIC_NAME.subject(topic, false, any);
    if (pipeline.input().schema() instanceof ReaderVersion.Pinned pinned) {
      return InputSchemas.requireVersion("input", subject, pinned.version(), registry);
    }
    Optional<RegisteredSchema> latest = registry.latest(subject);
    return latest.orElseThrow(
        () ->
            new ApplicationException(
                "features: auto chooses by the schema of topic %s, but the registry has no subject"
                        .formatted(topic)
                    + " %s yet; produce first, or list the encoders".formatted(subject)));
  }
}
