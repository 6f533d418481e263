package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.model.MlpRule;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.ReaderVersion;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.schema.SchemaRegistries;
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
import org.apache.kafka.common.config.ConfigException;

/**
 * A pipeline with its encoders, which a schema has chosen where the file leaves them to one: {@code
 * features: auto}.
 *
 * <p>What was chosen is part of what stored state must fit, so that after a restart with a schema
 * that leads to another choice the state is refused and not misread.
 *
 * @param pipeline the pipeline with its encoders
 * @param sentences what was chosen by what, and what was left out; none if the file lists its
 *     encoders
 */
public record InputFeatures(Pipeline pipeline, List<String> sentences) {

  /** Copies the list. */
  public InputFeatures {
    sentences = List.copyOf(sentences);
  }

  /**
   * A schema that chooses.
   *
   * @param text where it is from, for people
   */
  public record Origin(Schema schema, String text) {}

  /**
   * Finds the schema that chooses for a pipeline.
   *
   * @param <E> what it throws if it cannot
   */
  public interface Source<E extends Exception> {

    /** Returns the schema of a pipeline's input. */
    Origin find(Pipeline pipeline) throws E;
  }

  /**
   * Chooses by the schema that the pipeline's registry has for the input, if the file leaves it the
   * choice; else no registry is asked.
   *
   * @throws ApplicationException if there is no such schema, it has no field of use, or the
   *     registry cannot be asked
   */
  public static InputFeatures choose(WrittenPipeline written) {
    try {
      return choose(
          written, pipeline -> registered(pipeline, SchemaRegistries.from(pipeline.kafka())));
    } catch (ConfigException | SchemaRegistryException e) {
      throw StartFailures.advise(e);
    }
  }

  /**
   * Chooses as {@link #choose(WrittenPipeline)} does.
   *
   * @throws SchemaRegistryException if the registry cannot be asked
   */
  public static InputFeatures choose(WrittenPipeline written, SchemaRegistry registry) {
    return choose(written, pipeline -> registered(pipeline, registry));
  }

  /**
   * Chooses by a schema, if the file leaves it the choice.
   *
   * @param source asked only then
   * @throws ApplicationException if the schema has no field of use
   */
  public static <E extends Exception> InputFeatures choose(
      WrittenPipeline written, Source<E> source) throws E {
    if (!written.choosesFeatures()) {
      return new InputFeatures(written.asWritten(), List.of());
    }
    Pipeline pipeline = written.asWritten();
    Origin origin = source.find(pipeline);
    AutoFeatures choice = by(origin, pipeline);
    List<String> sentences = new ArrayList<>();
    sentences.add("features: auto chose by " + origin.text());
    choice.features().stream().map(Feature::description).forEach(sentences::add);
    choice.leftOut().forEach((path, reason) -> sentences.add("left out " + path + ": " + reason));
    return new InputFeatures(written.choose(each -> choice.features()), sentences);
  }

  private static AutoFeatures by(Origin origin, Pipeline pipeline) {
    Set<String> excluded = new HashSet<>(pipeline.learner().weight().stream().toList());
    excluded.add(pipeline.learner().label().field());
    excluded.addAll(pipeline.keyAlone());
    boolean network = pipeline.learner().model() instanceof MlpRule;
    AutoFeatures choice =
        AutoFeatures.of(origin.schema(), pipeline.input().envelope(), excluded, network);
    if (choice.features().isEmpty()) {
      throw new ApplicationException(
          "features: auto finds no field of use in %s; list the encoders".formatted(origin.text()));
    }
    return choice;
  }

  private static Origin registered(Pipeline pipeline, SchemaRegistry registry) {
    RegisteredSchema found = schema(pipeline, registry);
    return new Origin(
        found.schema(), "version %d of subject %s".formatted(found.version(), found.subject()));
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
