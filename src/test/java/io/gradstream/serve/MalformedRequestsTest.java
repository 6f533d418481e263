package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.pipeline.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches no route, sent byte by byte: clients of HTTP would refuse to send it. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class MalformedRequestsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static HttpService server;

  @BeforeAll
  static void start() throws IOException {
    server =
        HttpService.start(
            Http.NONE.at(0, "127.0.0.1"),
            "--http",
            List.of(
                routes -> routes.get("/there/{name}", context -> context.result(context.path()))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /%zz HTTP/1.1          | 400 | two hexadecimal digits",
        "GET /there/%zz HTTP/1.1    | 400 | two hexadecimal digits",
        "GET /there/a?key=%zz HTTP/1.1 | 200 | /there/a",
        "GET /there/%00 HTTP/1.1    | 400 | two hexadecimal digits",
        "GET /a\\b HTTP/1.1         | 400 | two hexadecimal digits",
        "GET /there/<a> HTTP/1.1    | 400 | two hexadecimal digits",
        "GET /../../x HTTP/1.1      | 400 | two hexadecimal digits",
        "GET / HTTP/9.9             | 505 | HTTP",
        "nonsense                   | 400 | no HTTP",
        "BREW /there/a HTTP/1.1     | 405 | /there/a",
        "GET /nowhere HTTP/1.1      | 404 | /nowhere",
      })
  void theAnswerIsJsonAndSaysWhatIsWrong(String line, int status, String message)
      throws IOException {
    requireSays(answer(line.strip()), status, message);
  }

  @Test
  void anOverLongHeadIsAnsweredInJson() throws IOException {
    requireSays(answer("GET /" + "a".repeat(20_000) + " HTTP/1.1"), 414, "longer than");
    requireSays(
        answer("GET /there/a HTTP/1.1\r\nX-Long: " + "a".repeat(20_000)), 431, "longer than");
  }

  private static void requireSays(String answer, int status, String message) throws IOException {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    if (status == 200) {
      assertThat(answer).endsWith(message);
      return;
    }
    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    assertThat(head.toLowerCase(java.util.Locale.ROOT)).contains("content-type: application/json");
    String body = answer.substring(head.length()).strip();
    assertThat(JSON.readTree(body).get("error").asText()).contains(message);
    assertThat(body).doesNotContain("<html", "Exception");
  }

  private static String answer(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = head + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
