package io.gradstream.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.pipeline.Http;
import io.gradstream.score.Scorer;
import io.gradstream.serve.HealthRoutes;
import io.gradstream.serve.HttpService;
import io.gradstream.serve.ScorerHealth;
import io.gradstream.serve.ScoringRoutes;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other people's clients ask a model over the Open Inference Protocol: the Java client of Triton as
 * it is on Maven Central (there is none of KServe for HTTP on Maven or npm), and {@code curl} with
 * the requests that the protocol's specification has as examples, by names of our own.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InferenceClientsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TRITON = Path.of("target/triton");
  private static Scorer scorer;
  private static HttpService server;
  private static String name;

  @TempDir private Path directory;

  /**
   * The client posts by itself, reads the answer by itself, and throws what it takes for errors.
   */
  private static final String PROGRAM =
      """
      import java.util.Arrays;
      import java.util.List;
      import triton.client.InferInput;
      import triton.client.InferRequestedOutput;
      import triton.client.InferenceException;
      import triton.client.InferenceServerClient;
      import triton.client.pojo.DataType;

      public class TritonProgram {
        public static void main(String[] arguments) throws Exception {
          boolean binary = Boolean.parseBoolean(arguments[2]);
          try (InferenceServerClient client = new InferenceServerClient(arguments[0], 5000, 5000)) {
            InferInput x = new InferInput("x", new long[] {3}, DataType.FP64);
            x.setData(new double[] {1, 3, 8}, binary);
            var output = new InferRequestedOutput("score", false);
            var result = client.infer(arguments[1], List.of(x), List.of(output));
            System.out.println("outputs " + result.getOutputs());
            System.out.println("scores " + Arrays.toString(result.getOutputAsDouble("score")));
          } catch (InferenceException e) {
            System.out.println("refused " + e.getMessage());
          }
        }
      }
      """;

  @BeforeAll
  static void start(TestInfo test) throws Exception {
    PipelineCluster cluster = PipelineCluster.shared();
    JsonPipeline usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(usual.name, 1);
    usual.produce(0, 300);
    usual.learn(300);
    name = usual.name;
    Http http =
        new Http(
            Optional.of(0), "127.0.0.1", Optional.empty(), Optional.empty(), 10_000, 10, 4, 10_000);
    scorer = Scorer.follow(Map.of(), usual.pipeline().withHttp(http));
    assertThat(scorer.await(Duration.ofSeconds(30))).isTrue();
    server =
        HttpService.start(
            http,
            "--http",
            List.of(new HealthRoutes(new ScorerHealth(scorer)), new ScoringRoutes(scorer)));
  }

  @AfterAll
  static void stop() {
    server.close();
    scorer.close();
  }

  @Test
  void tritonsClientIsAnsweredWithTheScoresOfTheRows() throws Exception {
    assertThat(triton(name, false))
        .contains("outputs [score]", "scores [%s, %s, %s]".formatted(score(1), score(3), score(8)));
  }

  @Test
  void tritonsClientIsToldWhatItCannotHave() throws Exception {
    assertThat(triton("other", false)).contains("there is no model 'other'");
    assertThat(triton(name, true)).contains("binary tensor data");
  }

  @Test
  void curlIsAnsweredWithTheMembersThatTheProtocolRequires() throws Exception {
    assertThat(curl("/v2").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("name", "version", "extensions");
    JsonNode metadata = curl("/v2/models/" + name);
    assertThat(metadata.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("name", "versions", "platform", "inputs", "outputs");
    for (JsonNode tensor : metadata.get("inputs")) {
      assertThat(tensor.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("name", "datatype", "shape");
    }
    assertThat(curl("/v2/models/mymodel").fieldNames()).toIterable().containsExactly("error");
  }

  /** Its example has data of two dimensions, nested or in row-major order, and an id. */
  @Test
  void curlsTensorMayBeNestedOrFlatAsInTheProtocolsExample() throws Exception {
    String request =
        """
        {
          "id" : "42",
          "inputs" : [
            {
              "name" : "input0",
              "shape" : [ 2, 1 ],
              "datatype" : "UINT32",
              "parameters" : { "columns" : [ "x" ] },
              "data" : %s
            }
          ],
          "outputs" : [ { "name" : "score" } ]
        }
        """;
    JsonNode flat = infer(request.formatted("[ 1, 8 ]"));
    assertThat(flat).isEqualTo(infer(request.formatted("[ [ 1 ], [ 8 ] ]")));
    assertThat(flat.toString())
        .isEqualTo(
            ("{\"model_name\":\"%s\",\"model_version\":\"300\",\"id\":\"42\",\"outputs\":[{\"name\":\"score\","
                    + "\"datatype\":\"FP64\",\"shape\":[2],\"data\":[%s,%s]}]}")
                .formatted(name, score(1), score(8)));
  }

  /**
   * Of the example as it stands everything is another model's, which must be said and not guessed.
   */
  @Test
  void theProtocolsExampleForAnotherModelIsRefusedByTheNameOfItsInput() throws Exception {
    String request =
        """
        {
          "id" : "42",
          "inputs" : [
            { "name" : "input0", "shape" : [ 2, 2 ], "datatype" : "UINT32", "data" : [ 1, 2, 3, 4 ] }
          ],
          "outputs" : [ { "name" : "output0" } ]
        }
        """;
    assertThat(infer(request).get("error").asText())
        .contains("input 'input0' is no field that the pipeline reads; it reads x");
  }

  private static double score(int x) {
    return scorer.score(Map.of("x", x)).value();
  }

  private String triton(String model, boolean binary) throws Exception {
    Path jar;
    try (var files = Files.newDirectoryStream(TRITON, "java-api-*.jar")) {
      jar = files.iterator().next();
    }
    Path program = Files.writeString(directory.resolve("TritonProgram.java"), PROGRAM);
    String classpath = jar + File.pathSeparator + directory;
    run(tool("javac"), "-cp", classpath, "-d", directory.toString(), program.toString());
    String host = server.url().replaceFirst("^http://", "");
    return run(tool("java"), "-cp", classpath, "TritonProgram", host, model, "" + binary);
  }

  private static JsonNode infer(String request) throws Exception {
    return curl(
        "/v2/models/" + name + "/infer", "-H", "Content-Type: application/json", "-d", request);
  }

  private static JsonNode curl(String path, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("curl", "-sS"));
    command.addAll(List.of(options));
    command.add(server.url() + path);
    return JSON.readTree(run(command.toArray(String[]::new)));
  }

  private static String tool(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
