package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.ReaderVersion;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SubjectNameStrategy;
import io.gradstream.schema.row.ReaderSchemas;
import io.gradstream.streams.output.RegistrySettings;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As which schemas the records of a topic are read: {@code input.schema}, made a rule. */
final class InputSchemas {

  private static final Logger LOG = LoggerFactory.getLogger(InputSchemas.class);

  private InputSchemas() {}

  /** Returns the rule of a topic, for one decoder; nothing is asked yet. */
  static ReaderSchemas of(Input input, Pipeline pipeline, SchemaRegistry registry) {
    SubjectNameStrategy strategy = RegistrySettings.strategy(pipeline);
    String topic = input.topic();
    ReaderVersion version = input.schema();
    if (version instanceof ReaderVersion.Writer) {
      return ReaderSchemas.asWritten();
    }
    return version instanceof ReaderVersion.Pinned pinned
        ? ReaderSchemas.pinned(
            registry, writer -> strategy.subject(topic, false, writer), pinned.version())
        : ReaderSchemas.latest(registry, writer -> strategy.subject(topic, false, writer));
  }

  /**
   * Asks for the schema before the first record comes. Subjects that are named after the records'
   * types are known with the first record of each type only, and are asked for then.
   *
   * @throws ApplicationException if the version that the pipeline names does not exist
   */
  static void check(RecordSource source, Pipeline pipeline, SchemaRegistry registry) {
    ReaderVersion version = source.input().schema();
    if (version instanceof ReaderVersion.Writer
        || RegistrySettings.strategy(pipeline) != SubjectNameStrategy.TOPIC_NAME) {
      return;
    }
    Schema any = Schema.create(Schema.Type.NULL); // a subject named by topic asks for none
    String subject = SubjectNameStrategy.TOPIC_NAME.subject(source.topic(), false, any);
    if (version instanceof ReaderVersion.Pinned pinned) {
      say(requireVersion(source.section(), subject, pinned.version(), registry));
    } else {
      registry.latest(subject).ifPresentOrElse(InputSchemas::say, () -> sayAsWritten(subject));
    }
  }

  /**
   * Returns the version that a section of a pipeline's file names.
   *
   * @throws ApplicationException if there is none of this number
   */
  static RegisteredSchema requireVersion(
      String section, String subject, int version, SchemaRegistry registry) {
    Optional<RegisteredSchema> found = registry.version(subject, version);
    return found.orElseThrow(
        () ->
            new ApplicationException(
                "%s.schema is %d, but subject %s has %s in the schema registry; choose one of"
                        .formatted(section, version, subject, shown(registry.versions(subject)))
                    + " its versions, 'latest' or 'writer'"));
  }

  private static String shown(List<Integer> versions) {
    return versions.isEmpty()
        ? "no version"
        : "versions " + versions.toString().replaceAll("[\\[\\]]", "");
  }

  private static void say(RegisteredSchema reader) {
    LOG.info(
        "records are read as version {} of subject {} (schema {})",
        reader.version(),
        reader.subject(),
        reader.id());
  }

  private static void sayAsWritten(String subject) {
    LOG.info("there is no subject {} yet: records are read as they were written", subject);
  }
}
