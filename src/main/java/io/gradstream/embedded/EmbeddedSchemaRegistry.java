package io.gradstream.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gradstream.schema.InMemorySchemaRegistry;
import io.gradstream.schema.SchemaRegistryException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.apache.avro.Schema;

public final class EmbeddedSchemaRegistry implements AutoCloseable {
  private final HttpServer server;
  private final InMemorySchemaRegistry memory = new InMemorySchemaRegistry();
  private final ObjectMapper json = new ObjectMapper();

  private EmbeddedSchemaRegistry(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public static EmbeddedSchemaRegistry start(OptionalInt port) throws IOException {
    return new EmbeddedSchemaRegistry(port.orElse(0));
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange x) throws IOException {
    String[] p = x.getRequestURI().getPath().split("/");
    String body;
    int status = 200;
    try {
      if (p[1].equals("schemas"))
        body =
            json.createObjectNode()
                .put("schema", memory.byId(Integer.parseInt(p[3])).toString())
                .toString();
      else
        body =
            json.createObjectNode()
                .put(
                    "id",
                    memory.register(
                        p[2],
                        new Schema.Parser()
                            .parse(json.readTree(x.getRequestBody()).get("schema").asText())))
                .toString();
    } catch (SchemaRegistryException e) {
      status = e.status();
      body =
          json.createObjectNode()
              .put("error_code", e.errorCode())
              .put("message", e.reason())
              .toString();
    }
    byte[] b = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    x.sendResponseHeaders(status, b.length);
    x.getResponseBody().write(b);
    x.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
