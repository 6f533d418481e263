package io.gradstream.streams.output;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What a registry has of an output's schema, and what it would do with it.
 *
 * @param output the topic, its subject and its schema
 * @param state what would become of the schema
 * @param version the version that is the same; the latest if none is; empty without any
 * @param reasons why it is incompatible, in the registry's words
 */
public record OutputCheck(
    OutputSubject output, State state, Optional<RegisteredSchema> version, List<String> reasons) {

  /** What would become of a schema. */
  public enum State {
    /** The subject has it. */
    IDENTICAL,
    /** It was registered just now. */
    REGISTERED,
    /** It would be the subject's next version. */
    COMPATIBLE,
    /** The subject has no version yet. */
    NOT_REGISTERED,
    /** The registry would refuse it. */
    INCOMPATIBLE
  }

  /** Copies the list. */
  public OutputCheck {
    reasons = List.copyOf(reasons);
  }

  /** Looks at every output of a pipeline; registers nothing. */
  public static List<OutputCheck> of(Pipeline pipeline) {
    SchemaRegistry registry = SchemaRegistries.forWriting(pipeline.kafka());
    return OutputSubject.of(pipeline).stream().map(output -> of(output, registry)).toList();
  }

  private static OutputCheck of(OutputSubject output, SchemaRegistry registry) {
    Optional<RegisteredSchema> same = registry.lookup(output.subject(), output.schema());
    if (same.isPresent()) {
      return new OutputCheck(output, State.IDENTICAL, same, List.of());
    }
    Optional<RegisteredSchema> latest = registry.latest(output.subject());
    if (latest.isEmpty()) {
      return new OutputCheck(output, State.NOT_REGISTERED, latest, List.of());
    }
    List<String> reasons =
        registry.incompatibilities(output.subject(), SchemaSource.of(output.schema()));
    State state = reasons.isEmpty() ? State.COMPATIBLE : State.INCOMPATIBLE;
    return new OutputCheck(output, state, latest, reasons);
  }

  /** Returns why the registry would refuse the schema, if it would. */
  public Optional<String> refusal() {
    return state == State.INCOMPATIBLE
        ? Optional.of(
            "subject %s refuses the schema of topic %s: %s"
                .formatted(output.subject(), output.topic(), String.join("; ", reasons)))
        : Optional.empty();
  }

  /**
   * Returns why {@code run} would not start with this output: refused, or not there where {@code
   * auto.register.schemas} is false.
   */
  public Optional<String> problem(Pipeline pipeline) {
    return refusal().or(() -> missing(pipeline));
  }

  private Optional<String> missing(Pipeline pipeline) {
    if (RegistrySettings.of(pipeline).getBoolean(SchemaRegistryConfig.AUTO_REGISTER)) {
      return Optional.empty();
    }
    try {
      SchemaRegistries.forWriting(pipeline.kafka()).register(output.subject(), output.schema());
      return Optional.empty();
    } catch (SerializationException e) {
      return Optional.of(
          e.getMessage() + "; register it with 'gradstream schemas register PIPELINE'");
    }
  }

  /**
   * Registers the schema if it is not and the registry would not refuse it, whatever {@code
   * auto.register.schemas} says.
   *
   * @return what the registry has now
   */
  public OutputCheck register(Pipeline pipeline) {
    if (state != State.NOT_REGISTERED && state != State.COMPATIBLE) {
      return this;
    }
    return new OutputCheck(output, State.REGISTERED, Optional.of(registered(pipeline)), List.of());
  }

  private RegisteredSchema registered(Pipeline pipeline) {
    SchemaRegistry registry = SchemaRegistries.from(pipeline.kafka());
    boolean normalize = RegistrySettings.of(pipeline).getBoolean(SchemaRegistryConfig.NORMALIZE);
    SchemaSource source = SchemaSource.of(output.schema());
    int id = registry.register(output.subject(), source, normalize);
    return registry
        .lookup(output.subject(), source, normalize)
        .orElseThrow(
            () ->
                new ApplicationException(
                    "the registry gave the schema of topic %s the id %d, and does not find it under"
                            .formatted(output.topic(), id)
                        + " subject "
                        + output.subject()));
  }
}
