package io.gradstream.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gradstream.core.data.Envelope;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.Scale;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pipeline's file, fitted to the cluster of a crash test: what it learns stays, and where it
 * connects and how quickly it gives up is the test's.
 */
final class PipelineFile {

  /** Pipelines that come with the program. */
  static final List<String> OWN =
      List.of("race", "batches", "labels", "two-topics", "many-waiting");

  private static final YAMLMapper YAML = new YAMLMapper();

  private PipelineFile() {}

  /** Reads a pipeline as it was given, with the places of its mistakes. */
  static Pipeline read(String given, Map<String, String> environment) throws IOException {
    return OWN.contains(given)
        ? PipelineReader.parse(given, YAML.writeValueAsString(tree(given)), environment)
        : PipelineReader.read(Path.of(given), environment);
  }

  private static WrittenPipeline look(String given) throws IOException {
    return OWN.contains(given)
        ? new WrittenPipeline(read(given, System.getenv()))
        : PipelineReader.look(Path.of(given), System.getenv()).whole();
  }

  /**
   * Checks a pipeline as it was given.
   *
   * @throws PipelineException if it has mistakes, or records cannot be made up for it, or what it
   *     writes not be read
   */
  static void check(String given) throws IOException {
    WrittenPipeline written = look(given);
    Pipeline pipeline = written.asWritten();
    List<String> problems = new ArrayList<>();
    if (pipeline.input().encoding() instanceof Encoding.ByClass) {
      problems.add("input.deserializer: records of a class of yours cannot be made up");
    }
    if (pipeline.output().encoding() instanceof Encoding.ByClass) {
      problems.add("output.serializer: only its own class can read what it has written");
    }
    if (pipeline.input().envelope() != Envelope.NONE) {
      problems.add("input.envelope: records in an envelope cannot be made up");
    }
    if (written.choosesFeatures()) {
      problems.add("features: auto chooses by records that there are, and these are made up");
    }
    Optional<Input> labels = pipeline.readsLabels().map(Labels::source);
    if (labels.filter(it -> it.encoding() instanceof Encoding.ByClass).isPresent()) {
      problems.add("labels.deserializer: records of a class of yours cannot be made up");
    }
    if (labels.filter(it -> it.envelope() != Envelope.NONE).isPresent()) {
      problems.add("labels.envelope: records in an envelope cannot be made up");
    }
    if (!problems.isEmpty()) {
      throw PipelineException.about(given, problems);
    }
  }

  /**
   * Writes the file of the instances.
   *
   * @param given the name of one of {@link #OWN}, or a file
   * @return where it is
   */
  static Path write(String given, Optional<Scale> scale, Map<String, String> kafka, Path directory)
      throws IOException {
    ObjectNode pipeline = (ObjectNode) tree(given);
    scale.ifPresent(it -> pipeline.put("scale", it.name().toLowerCase(Locale.ROOT)));
    JsonNode partitions = pipeline.path("topics").path("partitions");
    pipeline.remove("topics");
    if (!partitions.isMissingNode()) {
      pipeline.putObject("topics").set("partitions", partitions);
    }
    ObjectNode settings = pipeline.putObject("kafka");
    kafka.forEach(settings::put);
    Path file = Files.createDirectories(directory).resolve("pipeline.yaml");
    if (!OWN.contains(given)) {
      linkNeighbours(Path.of(given), directory);
    }
    Files.writeString(file, YAML.writeValueAsString(pipeline));
    return file;
  }

  private static JsonNode tree(String given) throws IOException {
    if (OWN.contains(given)) {
      try (InputStream in = PipelineFile.class.getResourceAsStream(given + ".yaml")) {
        return YAML.readTree(in);
      }
    }
    if (!Files.exists(Path.of(given))) {
      throw new NoSuchFileException(given);
    }
    return YAML.readTree(Path.of(given).toFile());
  }

  /** What a file names beside itself, such as polygons, is found beside the copy. */
  private static void linkNeighbours(Path file, Path directory) throws IOException {
    Path there = file.toAbsolutePath().getParent();
    try (Stream<Path> neighbours = Files.list(there)) {
      for (Path each : neighbours.toList()) {
        if (!each.getFileName().toString().equals("pipeline.yaml")) {
          Files.createSymbolicLink(directory.resolve(each.getFileName()), each);
        }
      }
    }
  }
}
