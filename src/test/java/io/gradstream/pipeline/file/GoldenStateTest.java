package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.state.StateMismatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that were stored once are restored and learn on for ever, bit for bit.
 *
 * <p>{@code src/test/resources/golden/README.md} says how files are added and when they may be
 * written anew.
 */
class GoldenStateTest {

  static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final String COMMAND = "mvn test -Dtest=GoldenStateTest -Dgolden.write=";
  private static final String WRITE = System.getProperty("golden.write", "none");

  static List<String> names() throws IOException {
    return names(".yaml");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aStoredModelIsRestoredAndLearnsOnBitForBit(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".gz");
    LearnerRule rule = rule(name);
    write(file, rule);
    assertThat(file).as("no golden file yet: run " + COMMAND + "missing").exists();
    GoldenState golden = GoldenState.read(file);
    assertThat(GoldenState.resultsOf(rule, golden.blocks()))
        .as("%s; if the results are meant to change, see %s/README.md", name, FOLDER)
        .isEqualTo(golden.results());
  }

  @Test
  void everyRuleAndSettingThatMayLeaveATraceInTheStateHasAGoldenFile() throws IOException {
    TreeSet<String> missing = new TreeSet<>(GoldenKeys.declared());
    for (String name : names()) {
      missing.removeAll(GoldenKeys.used(Files.readString(FOLDER.resolve(name + ".yaml"))));
    }
    assertThat(missing)
        .as("keys in no %s/*.yaml: add a pipeline, then run %smissing", FOLDER, COMMAND)
        .isEmpty();
  }

  @Test
  void noGoldenFileIsWithoutItsPipeline() throws IOException {
    assertThat(names(".gz")).isEqualTo(names(".yaml"));
  }

  @Test
  void aModelFromBeforeStoredModelsHadAVersionIsRefusedByName() throws IOException {
    Map<String, byte[]> blocks = GoldenState.read(FOLDER.resolve("refused/no-version.gz")).blocks();
    Learner learner = new Learner(rule("stopping-rollback"));
    assertThatThrownBy(() -> learner.restore(blocks))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("from before stored models had a version")
        .hasMessageContaining("Go on with that build, or give the pipeline another name");
  }

  private static void write(Path file, LearnerRule rule) throws IOException {
    switch (WRITE) {
      case "none" -> {}
      case "missing" -> {
        if (!Files.exists(file)) {
          GoldenState.of(rule).write(file);
        }
      }
      case "results" -> {
        Map<String, byte[]> blocks = GoldenState.read(file).blocks();
        new GoldenState(blocks, GoldenState.resultsOf(rule, blocks)).write(file);
      }
      case "all" -> GoldenState.of(rule).write(file);
      default ->
          throw new IllegalArgumentException(
              "golden.write must be missing, results or all, was " + WRITE);
    }
  }

  private static LearnerRule rule(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".yaml");
    return PipelineReader.parse(file.toString(), Files.readString(file), Map.of()).learner();
  }

  private static List<String> names(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(suffix))
          .map(file -> file.substring(0, file.length() - suffix.length()))
          .sorted()
          .toList();
    }
  }
}
