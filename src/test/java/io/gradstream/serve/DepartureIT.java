package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.pipeline.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are under way when a server is closed. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class DepartureIT {

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);

  @Test
  void aRequestUnderWayIsAnsweredWhileReadySaysNo() throws Exception {
    HttpService server = start(20_000);
    CompletableFuture<HttpResponse<String>> slow = send(server, "/slow");
    inside.await();
    assertThat(send(server, "/health/ready").get().statusCode()).isEqualTo(200);
    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    await().until(() -> send(server, "/health/ready").get().statusCode() == 503);
    HttpResponse<String> ready = send(server, "/health/ready").get();
    assertThat(ready.body()).contains("\"ready\":false", "STOPPING");
    assertThat(send(server, "/health/live").get().statusCode()).isEqualTo(200);
    assertThat(closed).isNotDone();
    leave.countDown();
    assertThat(slow.get().statusCode()).isEqualTo(200);
    assertThat(slow.get().body()).isEqualTo("done");
    closed.get();
    server.close(); // again, which does nothing
  }

  /** Or a busy server would wait for ever new ones, and cut off the last. */
  @Test
  void whoStillComesLaterIsRefusedAndHealthIsNot() throws Exception {
    HttpService server = start(20_000);
    CompletableFuture<HttpResponse<String>> slow = send(server, "/slow");
    inside.await();
    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    await().until(() -> send(server, "/none").get().statusCode() == 503);
    HttpResponse<String> late = send(server, "/none").get();
    assertThat(late.body()).contains("this server is stopping");
    assertThat(late.headers().firstValue("Retry-After")).contains("1");
    assertThat(send(server, "/health/live").get().statusCode()).isEqualTo(200);
    leave.countDown();
    assertThat(slow.get().statusCode()).isEqualTo(200);
    closed.get();
  }

  @Test
  void oneThatNeverEndsKeepsNobodyForLong() throws Exception {
    HttpService server = start(300);
    CompletableFuture<HttpResponse<String>> slow = send(server, "/slow");
    inside.await();
    long begun = System.nanoTime();
    server.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    leave.countDown();
    assertThat(slow.handle((answer, failure) -> failure).get()).isNotNull();
  }

  private HttpService start(long timeout) throws IOException {
    Http http =
        new Http(
            Optional.of(0), "127.0.0.1", Optional.empty(), Optional.empty(), 1000, 5, 4, timeout);
    return HttpService.start(
        http,
        "--http",
        List.<Routes>of(
            new HealthRoutes(new StreamsHealth(() -> State.RUNNING, Map::of)),
            routes ->
                routes.get(
                    "/slow",
                    context -> {
                      inside.countDown();
                      leave.await();
                      context.result("done");
                    })));
  }

  private CompletableFuture<HttpResponse<String>> send(HttpService server, String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }
}
