package io.gradstream.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kubectl kustomize}, where there is a kubectl that is new enough. */
final class Kubectl {

  /** Its Kustomize is 5.0.1, the first of the versions whose patches and labels are as today. */
  static final int MINIMUM_MINOR = 27;

  private static final Optional<String> PROBLEM = look();

  private Kubectl() {}

  /** Returns why manifests cannot be rendered here. */
  static Optional<String> problem() {
    return PROBLEM;
  }

  private static Optional<String> look() {
    String needed = "kubectl 1." + MINIMUM_MINOR + " or newer is needed to render deploy/; ";
    try {
      JsonNode version =
          new ObjectMapper()
              .readTree(run("version", "--client", "-o", "json"))
              .path("clientVersion");
      int minor = Integer.parseInt(version.path("minor").asText().replaceAll("\\D", ""));
      boolean recent = version.path("major").asInt() > 1 || minor >= MINIMUM_MINOR;
      return recent
          ? Optional.empty()
          : Optional.of(needed + "this one is " + version.path("gitVersion").asText());
    } catch (IOException | NumberFormatException e) {
      return Optional.of(needed + "there is none: " + e.getMessage());
    }
  }

  /** Returns what {@code kubectl apply -k} would send. */
  static List<JsonNode> kustomize(Path folder) throws IOException {
    return Manifests.parse(run("kustomize", folder.toString()));
  }

  private static String run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }
}
