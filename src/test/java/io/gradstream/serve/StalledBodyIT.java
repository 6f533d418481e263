package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.pipeline.Http;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request of which nothing more comes, after the seconds that it is waited for. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StalledBodyIT {

  @Test
  void aBodyThatStallsIsAnsweredInJsonAsEveryErrorIs() throws Exception {
    Http http = Http.NONE.at(0, "127.0.0.1");
    RequestGate gate = new RequestGate(http);
    Routes echo =
        routes ->
            routes.post("/echo", gate.limited((context, body, deadline) -> context.result(body)));
    try (HttpService server = HttpService.start(http, "--http", List.of(echo));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String half = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345";
      socket.getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408");
      String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
      assertThat(head.toLowerCase(Locale.ROOT)).contains("content-type: application/json");
      assertThat(
              new ObjectMapper()
                  .readTree(answer.substring(head.length()).strip())
                  .path("error")
                  .asText())
          .contains("nothing more of the request's body came for 5 s");
    }
  }
}
