package io.gradstream.streams.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.text.ProgramVersion;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Describes the topics of a pipeline as an AsyncAPI 3.0 document in JSON: servers, a channel for
 * each topic, what is read from it or written to it, keys, schemas and headers.
 *
 * <p>It holds nothing that is secret: of Kafka's settings the addresses alone, without what a URL
 * has before its host. It needs neither cluster nor registry, so of the input it knows the fields
 * that are read, and not the schema with which they are written.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0.0</a>
 */
public final class AsyncApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "3.0.0";

  /** Of the bindings of Kafka. */
  static final String BINDING_VERSION = "0.5.0";

  private final WrittenPipeline written;
  private final Pipeline pipeline;
  private final ObjectNode document = JSON.createObjectNode();

  private AsyncApi(WrittenPipeline written) {
    this.written = written;
    pipeline = written.asWritten();
  }

  /** Returns the document, with a newline at its end. */
  public static String of(WrittenPipeline written) {
    try {
      return JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsString(new AsyncApi(written).document())
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON could not be written", e);
    }
  }

  private ObjectNode document() {
    document.put("asyncapi", VERSION);
    document.put("id", "urn:gradstream:" + pipeline.name());
    document
        .putObject("info")
        .put("title", pipeline.name())
        .put("version", ProgramVersion.text())
        .put(
            "description",
            "The topics of a pipeline of gradstream, which learns from %s and predicts every record of it."
                .formatted(pipeline.input().topic()));
    document.put("defaultContentType", "application/octet-stream");
    servers();
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    for (TopicDescription topic : TopicDescription.of(written)) {
      topic.writeTo(channels.putObject(topic.name()));
      operation(operations, topic);
    }
    return document;
  }

  private void servers() {
    ObjectNode servers = document.putObject("servers");
    String protocol =
        setting(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
            .filter(it -> !it.toUpperCase(Locale.ROOT).equals("PLAINTEXT"))
            .map(it -> "kafka-secure")
            .orElse("kafka");
    List<String> addresses =
        setting(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).stream()
            .flatMap(all -> Arrays.stream(all.split(",")))
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .toList();
    for (int at = 0; at < addresses.size(); at++) {
      ObjectNode server = servers.putObject("broker" + (at + 1));
      server.put("host", addresses.get(at)).put("protocol", protocol);
      Optional<String> registry = setting("schema.registry.url").flatMap(AsyncApi::withoutUser);
      if (pipeline.needsRegistry() && registry.isPresent()) {
        server
            .putObject("bindings")
            .putObject("kafka")
            .put("schemaRegistryUrl", registry.get())
            .put("schemaRegistryVendor", "confluent")
            .put("bindingVersion", BINDING_VERSION);
      }
    }
  }

  private Optional<String> setting(String name) {
    return Optional.ofNullable(pipeline.kafka().get(name));
  }

  /** Returns the first of several URLs without user and password; none where it is no URL. */
  private static Optional<String> withoutUser(String urls) {
    try {
      URI uri = URI.create(urls.split(",")[0].strip());
      return uri.getHost() == null
          ? Optional.empty()
          : Optional.of(
              "%s://%s%s%s"
                  .formatted(
                      uri.getScheme(),
                      uri.getHost(),
                      uri.getPort() < 0 ? "" : ":" + uri.getPort(),
                      uri.getRawPath()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void operation(ObjectNode operations, TopicDescription topic) {
    for (String action : topic.actions()) {
      String reference = "#/channels/" + topic.name();
      ObjectNode operation = operations.putObject(action + "-" + topic.name());
      operation.put("action", action);
      operation.putObject("channel").put("$ref", reference);
      operation.put("summary", topic.summary());
      operation
          .putArray("messages")
          .addObject()
          .put("$ref", reference + "/messages/" + topic.name());
    }
  }
}
