package io.gradstream.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.node.NodeScripts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chromium, as {@code page.mjs} drives it by Playwright. */
public final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  private Browser(Process process) {
    this.process = process;
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it; where it is not installed the test is skipped, but fails if CI is true. */
  public static Browser start() throws IOException {
    Optional<Path> chromium =
        Stream.of(System.getenv("PATH").split(":"))
            .flatMap(
                each ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(each, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (chromium.isEmpty()) {
      return NodeScripts.lacking("chromium: install it, or put it on the PATH");
    }
    return new Browser(
        new ProcessBuilder(
                "node", NodeScripts.path("page.mjs", "playwright-core"), chromium.get().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Asks for an action with its arguments, names and values in turn. */
  public JsonNode ask(String action, Object... arguments) {
    ObjectNode request = JSON.createObjectNode().put("action", action);
    for (int i = 0; i < arguments.length; i += 2) {
      request.set((String) arguments[i], JSON.valueToTree(arguments[i + 1]));
    }
    try {
      requests.write(request + "\n");
      requests.flush();
      String line = answers.readLine();
      JsonNode answer = JSON.readTree(line == null ? "{\"error\": \"it has ended\"}" : line);
      if (answer.has("error")) {
        throw new AssertionError("%s: %s".formatted(request, answer.get("error").asText()));
      }
      return answer.path("value");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the answer to an action as texts. */
  public List<String> texts(String action, Object... arguments) {
    List<String> texts = new ArrayList<>();
    ask(action, arguments).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  @Override
  public void close() throws IOException {
    requests.close(); // it ends then, and ends the browser
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
