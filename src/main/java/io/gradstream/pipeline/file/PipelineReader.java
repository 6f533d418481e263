package io.gradstream.pipeline.file;

import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.NodeReader;
import io.gradstream.pipeline.declare.Problem;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Remainder;
import io.gradstream.pipeline.declare.Substitution;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads pipeline files. */
public final class PipelineReader {

  private PipelineReader() {}

  /**
   * Reads a pipeline file that lists its encoders; {@link #look} reads any.
   *
   * @param file a YAML file in UTF-8
   * @param environment what {@code ${NAME}} in it stands for, such as {@link System#getenv()}
   * @return the pipeline, checked, with every default filled in
   * @throws PipelineException if the file cannot be read or has mistakes: all of them at once; or
   *     if it leaves its encoders to a schema
   */
  public static Pipeline read(Path file, Map<String, String> environment) {
    return listed(file.toString(), look(file, environment));
  }

  /**
   * Reads a pipeline file as far as it can be.
   *
   * @param file a YAML file in UTF-8
   * @param environment what {@code ${NAME}} in it stands for
   * @throws PipelineException if the file cannot be read
   */
  public static PipelineText look(Path file, Map<String, String> environment) {
    String name = file.toString();
    try {
      return look(name, Files.readString(file), environment);
    } catch (NoSuchFileException e) {
      throw failure(name, "there is no such file");
    } catch (CharacterCodingException e) {
      throw failure(name, "is not text in UTF-8");
    } catch (AccessDeniedException e) {
      throw failure(name, "cannot be read: there is no permission");
    } catch (IOException e) {
      String reason =
          Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
      throw failure(name, "cannot be read: " + reason);
    }
  }

  /**
   * Tells why a setting of Kafka's must not have a value, wherever it was given: what a pipeline
   * file must not say under {@code kafka:} must not be said elsewhere either.
   *
   * @return the end of a sentence that begins with the setting's name; empty if it may have it
   */
  public static Optional<String> objection(String setting, String value) {
    return TopicsKeys.KAFKA.objection(setting, value);
  }

  /**
   * Reads the text of a pipeline file that lists its encoders.
   *
   * @param name what begins the messages, such as the file's name
   * @param text YAML
   * @param environment what {@code ${NAME}} in it stands for
   * @return the pipeline, checked, with every default filled in
   * @throws PipelineException if it has mistakes: all of them at once; or if it leaves its encoders
   *     to a schema
   */
  public static Pipeline parse(String name, String text, Map<String, String> environment) {
    return listed(name, look(name, text, environment));
  }

  private static Pipeline listed(String name, PipelineText text) {
    WrittenPipeline written = text.whole();
    if (written.choosesFeatures()) {
      throw PipelineException.about(
          name,
          List.of(
              "features: auto chooses the encoders by a schema, which is not asked for here; list them in the file, as 'gradstream describe' prints them"));
    }
    return written.asWritten();
  }

  /**
   * Reads the text of a pipeline file as far as it can be.
   *
   * @param name what begins the messages, such as the file's name
   * @param text YAML
   * @param environment what {@code ${NAME}} in it stands for
   */
  public static PipelineText look(String name, String text, Map<String, String> environment) {
    Reading reading = new Reading(name);
    Optional<Node> root = new NodeReader(text, new Substitution(environment), reading).read();
    Optional<Pipeline> pipeline = root.flatMap(node -> pipeline(node, reading));
    FieldUses.check(reading);
    root.flatMap(PipelineText::file).ifPresent(file -> LabelsFit.checkPlaces(file, reading));
    if (pipeline.isPresent()) {
      check(pipeline.get(), file(root.orElseThrow()), reading);
    } else {
      pipeline = root.flatMap(node -> goOn(name, node, reading));
    }
    return PipelineText.of(root, pipeline.map(WrittenPipeline::new), reading.problems());
  }

  /**
   * Checks the rest of a file without the values that have been reported, once it is a pipeline.
   */
  private static Optional<Pipeline> goOn(String name, Node root, Reading reading) {
    Remainder rest = new Remainder(root);
    Reading last = reading;
    while (rest.leaveOut(last)) {
      last = new Reading(name); // what it finds is a consequence of what was left out
      Optional<Pipeline> pipeline = pipeline(rest.node(), last);
      if (pipeline.isPresent()) {
        Reading whole = new Reading(name);
        check(pipeline.get(), file(rest.node()), whole);
        whole.problems().stream().flatMap(it -> rest.ofFile(it).stream()).forEach(reading::add);
        return pipeline;
      }
    }
    return Optional.empty();
  }

  private static Optional<Pipeline> pipeline(Node root, Reading reading) {
    return PipelineKeys.TYPE.read(root, "", reading).map(each -> LabelsFit.mixed(each, file(root)));
  }

  /** Of anything but a mapping no pipeline is made. */
  private static Node.Mapping file(Node root) {
    return PipelineText.file(root).orElseThrow();
  }

  private static void check(Pipeline pipeline, Node.Mapping file, Reading reading) {
    checkTopics(pipeline, file, reading);
    LabelsFit.check(pipeline, file, reading);
    OptimizerKeys.check(pipeline.learner().training(), file, reading);
    ModelFit.check(pipeline, file, reading);
    RaceFit.check(pipeline, file, reading);
    ModelFit.checkPlateau(pipeline, file, reading);
    ModelFit.checkShuffle(pipeline, file, reading);
    TaskFit.check(pipeline, file, reading);
    FeatureFit.check(pipeline, file, reading);
    MemoryFit.check(pipeline, file, reading);
  }

  private static void checkTopics(Pipeline pipeline, Node.Mapping file, Reading reading) {
    checkTopic(PipelineKeys.INPUT, pipeline.input(), pipeline, file, reading);
    pipeline
        .readsLabels()
        .ifPresent(
            labels -> checkTopic(PipelineKeys.LABELS, labels.source(), pipeline, file, reading));
  }

  private static void checkTopic(
      Key<?> section, Input input, Pipeline pipeline, Node.Mapping file, Reading reading) {
    if (pipeline.outputTopics().contains(input.topic())) {
      reading.problem(
          file.lineOf(section.name(), InputKeys.TOPIC.name()),
          "%s.topic '%s' is one that this pipeline writes; rename the pipeline or the topic"
              .formatted(section.name(), input.topic()));
    }
  }

  private static PipelineException failure(String file, String message) {
    return new PipelineException(List.of(new Problem(file, 0, message)));
  }
}
