package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.streams.JsonPipeline;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that use a committed model. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ScoreIT {

  @TempDir private Path directory;
  private final PipelineCluster cluster = PipelineCluster.shared();
  private String name;
  private JsonPipeline usual;
  private Path file;

  @BeforeEach
  void create(TestInfo test) throws IOException {
    name = PipelineCluster.nameOf(test);
    usual = new JsonPipeline(cluster, name, "");
    file = usual.file(directory);
  }

  private void learn() {
    cluster.createTopic(name, 1);
    usual.produce(0, 250);
    usual.learn(250);
  }

  @Test
  void rowsOfAFileAreScoredALineEachAndBadOnesAreNamed() throws IOException {
    learn();
    Path rows = Files.writeString(directory.resolve("rows.csv"), "x,other\n3,a\n8,b\n,c\n");
    CommandRun run = CommandRun.of("score", file.toString(), "--once", rows.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.out().lines().skip(1)).allMatch(line -> line.matches(" +\\d  (0\\.\\d{4}|-)"));
    assertThat(run.err()).contains("line 4").contains("x");
    CommandRun json = CommandRun.of("score", file.toString(), "--json", "--once", rows.toString());
    assertThat(json.out().lines().findFirst().orElseThrow())
        .matches("\\{\"score\":0\\.\\d+,\"version\":250}");
  }

  @Test
  void theModelIsShownWithWeightsOffsetsAndDigest() {
    learn();
    CommandRun show = CommandRun.of("model", "show", file.toString());
    assertThat(show.code()).isZero();
    assertThat(show.out()).contains("version", "250", "[250]", "bias", "x", "digest");
    CommandRun verify = CommandRun.of("model", "verify", file.toString());
    assertThat(verify.out()).contains("[250]");
    String digest = verify.out().lines().skip(1).findFirst().orElseThrow().strip().split(" +")[1];
    assertThat(show.out()).contains(digest);
  }

  @Test
  void aScoreIsExplainedByPartsThatAddUpToItsLogit() throws IOException {
    learn();
    Path row = Files.writeString(directory.resolve("row.jsonl"), "{\"x\": 3}\n");
    CommandRun run =
        CommandRun.of("score", file.toString(), "--json", "--explain", "--once", row.toString());
    JsonNode score = new ObjectMapper().readTree(run.out());
    JsonNode output = score.get("explanation").get("outputs").get(0);
    double sum = output.get("bias").asDouble() + output.get("features").get("x").asDouble();
    assertThat(1 / (1 + Math.exp(-sum))).isCloseTo(score.get("score").asDouble(), within(1e-12));
    CommandRun text =
        CommandRun.of("score", file.toString(), "--explain", "--once", row.toString());
    assertThat(text.out()).contains("logit, the sum of", "bias", "  x");
  }

  @Test
  void theModelIsExportedAndWhatAGraphCannotHoldIsRefusedByName() throws IOException {
    learn();
    Path onnx = directory.resolve("m.onnx");
    CommandRun run = CommandRun.of("model", "export", file.toString(), "--onnx", onnx.toString());
    assertThat(run.code()).isZero();
    assertThat(Files.size(onnx)).isPositive();
    Path json = directory.resolve("m.json");
    CommandRun.of("model", "export", file.toString(), "--json", json.toString());
    assertThat(new ObjectMapper().readTree(json.toFile()).get("version").asLong()).isEqualTo(250);
    assertThat(CommandRun.of("model", "export", file.toString()).code()).isEqualTo(2);
  }

  @Test
  void withoutAModelACommandEndsAndSaysWhy() throws IOException {
    Path rows = Files.writeString(directory.resolve("rows.csv"), "x\n3\n");
    CommandRun run =
        CommandRun.of("score", file.toString(), "--wait", "1", "--once", rows.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("has no model after 1 s", "does not exist");
  }

  @Test
  void aRequestUnderWayAtSigtermIsAnswered() throws Exception {
    learn();
    int port = freePort();
    try (RunProcess run =
        RunProcess.start(
            List.of("score", file.toString(), "--http-port", Integer.toString(port)),
            Map.of(),
            directory.resolve("log"))) {
      run.until(() -> run.logged("the models of topic"));
      try (Socket half = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = half.getOutputStream();
        String head = "POST /v1/predict HTTP/1.1\r\nHost: h\r\nContent-Length: 8\r\n\r\n";
        out.write((head + "{\"x\"").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        run.until(() -> ready(port).startsWith("HTTP/1.1 200")); // it has the head by then
        run.terminate();
        run.until(() -> ready(port).startsWith("HTTP/1.1 503"));
        out.write(": 3}".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        assertThat(new String(half.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200")
            .contains("\"version\":250");
      }
      assertThat(run.await()).isEqualTo(143);
    }
  }

  private static String ready(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET /health/ready HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void thePortOfTheFileIsOfNoUseToAFileOrATopic() throws Exception {
    learn();
    cluster.createTopic(name + "-scored", 1);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          file,
          "http: {port: %d}\n".formatted(taken.getLocalPort()),
          StandardOpenOption.APPEND); // whoever listened there would fail
      Path rows = Files.writeString(directory.resolve("rows.csv"), "x\n3\n");
      assertThat(CommandRun.of("score", file.toString(), "--once", rows.toString()).code())
          .isZero();
      try (RunProcess run =
          RunProcess.start(
              List.of("score", file.toString(), "--to", name + "-scored"),
              Map.of(),
              directory.resolve("log"))) {
        cluster.await(name + "-scored", 250, record -> {});
        run.terminate();
        run.await();
        assertThat(run.logged("predictions on")).isFalse();
      }
    }
  }

  @Test
  void aFileAndAPortExcludeEachOther() {
    CommandRun both =
        CommandRun.of("score", file.toString(), "--once", "a.csv", "--http-port", "0");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("--http-port and --once exclude each other");
  }

  @Test
  void whatIsToBeScoredMustBeSaid() {
    assertThat(CommandRun.of("score", file.toString()).code()).isEqualTo(2);
    CommandRun both = CommandRun.of("score", file.toString(), "--once", "a.csv", "--to", "b");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("exclude each other");
  }
}
