package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Requests to a registry, written with single quotes, and what must be answered. */
final class RegistryClient {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  RegistryClient(String url) {
    this.url = url;
  }

  /** Returns the body of a request for a record with fields {@code name:type}, quoted singly. */
  static String schema(String... fields) {
    StringBuilder text = new StringBuilder();
    for (String field : fields) {
      String[] parts = field.split(":", 3);
      String standard = parts.length == 3 ? ",'default':" + parts[2] : "";
      text.append(text.isEmpty() ? "" : ",")
          .append("{'name':'%s','type':'%s'%s}".formatted(parts[0], parts[1], standard));
    }
    return body("{'type':'record','name':'R','fields':[%s]}".formatted(text));
  }

  /** Returns the body of a request for a schema, both quoted singly. */
  static String body(String schema) {
    return "{'schema':'%s'}".formatted(schema.replace("'", "\\'"));
  }

  /** Sends a request such as {@code GET /subjects}; returns status and body, quoted singly. */
  String send(String request, String body) throws IOException, InterruptedException {
    String[] parts = request.split(" ", 2);
    HttpRequest http =
        HttpRequest.newBuilder(URI.create(url + parts[1]))
            .method(parts[0], BodyPublishers.ofString(doubled(body)))
            .build();
    HttpResponse<String> answer = client.send(http, BodyHandlers.ofString());
    String text = answer.body().replaceAll(",\"guid\":\"[^\"]*\"", ""); // of the schemas' own texts
    return answer.statusCode() + " " + text.replace('"', '\'');
  }

  private static String doubled(String body) {
    return body.replace('\'', '"');
  }

  String send(String request) throws IOException, InterruptedException {
    return send(request, "");
  }

  /** Sends a request that must succeed. */
  void done(String request, String body) throws IOException, InterruptedException {
    assertThat(send(request, body)).startsWith("200 ");
  }

  void refused(String request, String body, int code) throws IOException, InterruptedException {
    assertThat(send(request, body))
        .as(request)
        .startsWith(String.valueOf(code).substring(0, 3))
        .contains("{'error_code':%d,'message':'".formatted(code));
  }
}
