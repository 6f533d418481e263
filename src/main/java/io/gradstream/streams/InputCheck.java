package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.ReaderVersion;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SubjectNameStrategy;
import io.gradstream.schema.row.FieldCheck;
import io.gradstream.streams.output.RegistrySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * What the latest schemas of a topic offer the pipeline that reads it, as far as a registry can
 * tell.
 */
public final class InputCheck {

  private static final Schema ANY = Schema.create(Schema.Type.NULL);

  private final RecordSource source;
  private final Pipeline pipeline;
  private final SchemaRegistry registry;
  private final List<Subject> subjects = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * One subject of the topic.
   *
   * @param latest its latest version
   * @param reader the version as which its records are read, if another is pinned
   * @param fields what becomes of each field that the pipeline reads
   */
  public record Subject(
      RegisteredSchema latest, Optional<RegisteredSchema> reader, List<FieldCheck> fields) {

    /** Copies the list. */
    public Subject {
      fields = List.copyOf(fields);
    }
  }

  private InputCheck(RecordSource source, Pipeline pipeline, SchemaRegistry registry) {
    this.source = source;
    this.pipeline = pipeline;
    this.registry = registry;
  }

  /**
   * Asks the registry for the latest schemas of the input topic and looks at them.
   *
   * @throws SchemaRegistryException if the registry cannot be asked
   */
  public static InputCheck of(Pipeline pipeline, SchemaRegistry registry) {
    return of(RecordSource.ofInput(pipeline), pipeline, registry);
  }

  /**
   * Does the same for the topic of the labels, if they have one of their own in Avro.
   *
   * @throws SchemaRegistryException if the registry cannot be asked
   */
  public static Optional<InputCheck> ofLabels(Pipeline pipeline, SchemaRegistry registry) {
    return RecordSource.ofLabels(pipeline)
        .filter(source -> source.input().encoding() instanceof Encoding.Avro)
        .map(source -> of(source, pipeline, registry));
  }

  private static InputCheck of(RecordSource source, Pipeline pipeline, SchemaRegistry registry) {
    InputCheck check = new InputCheck(source, pipeline, registry);
    switch (RegistrySettings.strategy(pipeline)) {
      case TOPIC_NAME -> check.subjectOfTopic();
      case TOPIC_RECORD_NAME -> check.subjectsOfTopic();
      case RECORD_NAME ->
          check.notes.add(
              "subjects are named after the types of the records (RecordNameStrategy): which of them"
                  + " are in topic %s only its records tell, so no field is checked"
                      .formatted(check.topic()));
    }
    return check;
  }

  /** Returns the subjects that were found. */
  public List<Subject> subjects() {
    return List.copyOf(subjects);
  }

  /** Returns why something could not be looked at that may be well all the same. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Returns what is wrong with the subjects as a whole and with the fields. */
  public List<String> problems() {
    return Stream.concat(problems.stream(), fieldProblems().stream()).toList();
  }

  /** Returns what is wrong with the fields alone, a sentence each. */
  public List<String> fieldProblems() {
    return subjects.stream()
        .flatMap(subject -> subject.fields().stream())
        .flatMap(field -> field.problems().stream())
        .distinct()
        .toList();
  }

  /** Returns what is read otherwise than a schema's author seems to mean, a sentence each. */
  public List<String> warnings() {
    return subjects.stream()
        .flatMap(subject -> subject.fields().stream())
        .flatMap(field -> field.warnings().stream())
        .distinct()
        .toList();
  }

  private void subjectOfTopic() {
    String subject = SubjectNameStrategy.TOPIC_NAME.subject(topic(), false, ANY);
    latest(subject)
        .ifPresentOrElse(
            this::add,
            () -> {
              if (problems.isEmpty()) {
                problems.add(
                    "the registry has no subject %s: nothing was produced to topic %s yet, or not as"
                            .formatted(subject, topic())
                        + " Avro; correct %s.topic, or produce first".formatted(source.section()));
              }
            });
  }

  /** A subject belongs to the topic if the strategy makes its name of topic and record. */
  private void subjectsOfTopic() {
    SubjectNameStrategy strategy = SubjectNameStrategy.TOPIC_RECORD_NAME;
    registry.subjects().stream()
        .filter(subject -> subject.startsWith(topic() + "-"))
        .flatMap(subject -> latest(subject).stream())
        .filter(found -> found.schema().getType() == Schema.Type.RECORD)
        .filter(found -> strategy.subject(topic(), false, found.schema()).equals(found.subject()))
        .forEach(this::add);
    if (subjects.isEmpty()) {
      problems.add(
          "the registry has no subject %s-<name of a record> (TopicRecordNameStrategy); correct"
                  .formatted(topic())
              + " %s.topic, or produce first".formatted(source.section()));
    }
  }

  private Optional<RegisteredSchema> latest(String subject) {
    try {
      return registry.latest(subject);
    } catch (SchemaRegistryException e) {
      if (e.kind() != SchemaRegistryException.Kind.NOT_AVRO) {
        throw e;
      }
      problems.add(e.getMessage());
      return Optional.empty();
    }
  }

  private void add(RegisteredSchema latest) {
    Optional<RegisteredSchema> reader = pinned(latest.subject());
    Schema as = reader.map(RegisteredSchema::schema).orElse(latest.schema());
    subjects.add(
        new Subject(
            latest,
            reader,
            FieldCheck.of(
                source.layout(), source.input().envelope(), latest.id(), latest.schema(), as)));
  }

  private Optional<RegisteredSchema> pinned(String subject) {
    if (!(source.input().schema() instanceof ReaderVersion.Pinned pinned)) {
      return Optional.empty(); // as written, or as the latest: what is looked at is the latest
    }
    try {
      return Optional.of(
          InputSchemas.requireVersion(source.section(), subject, pinned.version(), registry));
    } catch (ApplicationException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private String topic() {
    return source.topic();
  }
}
