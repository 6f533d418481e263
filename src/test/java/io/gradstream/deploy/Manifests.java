package io.gradstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The manifests in {@code deploy/} as they are written, before Kustomize. */
final class Manifests {

  static final Path DEPLOY = Path.of("deploy");
  static final Path BASE = DEPLOY.resolve("base");
  static final Path SCORER = DEPLOY.resolve("components/scorer");
  static final Path STRIMZI = DEPLOY.resolve("overlays/strimzi");

  /** A key that stands twice is an error, as it is to the API. */
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private static final Set<String> OTHERS =
      Set.of("kustomization.yaml", "pipeline.yaml", "references.yaml");

  private Manifests() {}

  /** Returns the files with manifests or patches of them: all but Kustomize's and pipelines. */
  static List<Path> files() {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !OTHERS.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folders that can be given to {@code kubectl apply -k}. */
  static List<Path> kustomizations() {
    return folders(false);
  }

  /** Returns the folders that can be added to those. */
  static List<Path> components() {
    return folders(true);
  }

  private static boolean isComponent(Path kustomization) {
    return read(kustomization).get(0).path("kind").asText().equals("Component");
  }

  private static List<Path> folders(boolean components) {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      return files
          .filter(file -> file.endsWith("kustomization.yaml"))
          .filter(file -> isComponent(file) == components)
          .map(Path::getParent)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the documents of a file. */
  static List<JsonNode> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Returns the documents of a text. */
  static List<JsonNode> parse(String text) throws IOException {
    try (JsonParser parser = YAML.createParser(text);
        MappingIterator<JsonNode> documents = YAML.readValues(parser, JsonNode.class)) {
      return documents.readAll();
    }
  }

  /** Returns what the base is made of, with the ConfigMaps that Kustomize would make. */
  static List<JsonNode> base() {
    JsonNode kustomization = read(BASE.resolve("kustomization.yaml")).get(0);
    List<JsonNode> all = new ArrayList<>();
    kustomization.get("resources").forEach(name -> all.addAll(read(BASE.resolve(name.asText()))));
    kustomization.get("configMapGenerator").forEach(config -> all.add(configMap(config)));
    assertThat(all).as("manifests of the base").hasSizeGreaterThan(5);
    return all;
  }

  private static ObjectNode configMap(JsonNode generator) {
    ObjectNode map = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", generator.get("name").asText());
    ObjectNode data = map.putObject("data");
    for (JsonNode file : generator.path("files")) {
      data.put(file.asText(), text(BASE.resolve(file.asText())));
    }
    for (JsonNode literal : generator.path("literals")) {
      String[] parts = literal.asText().split("=", 2);
      data.put(parts[0], parts[1]);
    }
    return map;
  }

  /** Returns a file's text. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
