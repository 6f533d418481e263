package io.gradstream.schema;

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
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Confluent's client and serdes for Node.js, in a process that {@code wire.mjs} runs. */
public final class NodeClient implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path log;
  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  private NodeClient(Path log, Process process) {
    this.log = log;
    this.process = process;
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the client; where it is not installed the test is skipped, but fails if CI is true. */
  public static NodeClient start(String registryUrl) throws IOException {
    String script = NodeScripts.path("wire.mjs", "@confluentinc/schemaregistry");
    Path log = Files.createTempFile("wire-format", ".log");
    try {
      return new NodeClient(
          log, new ProcessBuilder("node", script, registryUrl).redirectError(log.toFile()).start());
    } catch (IOException e) {
      Files.delete(log);
      return NodeScripts.lacking("Node.js 18 or newer: install it, or put node on the PATH");
    }
  }

  /** Returns JSON that is written with apostrophes. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a request that can be given more members. */
  public ObjectNode request(String action) {
    return JSON.createObjectNode().put("action", action);
  }

  /** Registers a schema and returns its id. */
  public int register(String subject, String schema) {
    return answer(request("register").put("subject", subject).put("schema", schema))
        .get("id")
        .asInt();
  }

  /** Returns {@code value} as the latest version of the topic's schema. */
  public byte[] write(String topic, JsonNode value, String settings) {
    ObjectNode request = request("write").put("topic", topic).setAll((ObjectNode) json(settings));
    return HexFormat.of().parseHex(answer(request.set("value", value)).get("bytes").asText());
  }

  /** Returns the record in {@code bytes}. */
  public JsonNode read(String topic, byte[] bytes, String settings) {
    ObjectNode request = request("read").put("topic", topic).setAll((ObjectNode) json(settings));
    return answer(request.put("bytes", HexFormat.of().formatHex(bytes))).get("value");
  }

  /** Returns the answer to a request that must not be refused. */
  public JsonNode answer(ObjectNode request) {
    JsonNode answer = ask(request);
    if (answer.has("error")) {
      throw new AssertionError("%s was answered with %s".formatted(request, answer));
    }
    return answer;
  }

  /** Returns the answer to a request, be it an error. */
  public JsonNode ask(ObjectNode request) {
    try {
      requests.write(request + "\n");
      requests.flush();
      String line =
          CompletableFuture.supplyAsync(this::nextLine).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return JSON.readTree(line);
    } catch (IOException | ExecutionException | TimeoutException | IllegalArgumentException e) {
      throw new AssertionError("no answer to %s; node says:\n%s".formatted(request, said()), e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String nextLine() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    Files.delete(log);
  }
}
