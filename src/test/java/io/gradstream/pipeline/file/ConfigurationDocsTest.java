package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ConfigurationDocsTest {

  private static final Path COMMITTED = Path.of("docs/configuration.md");

  @Test
  void theCommittedPageIsTheOneThatTheDeclarationMakes() throws IOException {
    if (System.getProperty("gradstream.write-docs") != null) {
      Files.writeString(COMMITTED, ConfigurationDocs.markdown());
    }

    assertThat(Files.readString(COMMITTED))
        .withFailMessage(
            "%s is not what the declaration makes; write it anew with: "
                + "mvn test -Dtest=ConfigurationDocsTest -Dgradstream.write-docs",
            COMMITTED)
        .isEqualTo(ConfigurationDocs.markdown());
  }

  @Test
  void theCompleteExampleHasEveryKeyAndIsAPipeline() {
    Pipeline pipeline = PipelineTexts.read(ConfigurationDocs.example());

    assertThat(pipeline.learner().earlyStopping()).isPresent();
    assertThat(pipeline.topics().replicationFactor()).contains((short) 3);
    assertThat(pipeline.kafka()).containsKeys("bootstrap.servers", "schema.registry.url");
  }

  @Test
  void everyKeyHasItsRow() {
    String page = ConfigurationDocs.markdown();

    assertThat(page)
        .contains("### optimizer.adam\n")
        .contains("| `beta1` | a number in [0, 1) | `0.9` |")
        .contains(
            "| `clip` | none, or a number greater than 0, or a section with norm, value | 100; with label-scale none")
        .containsOnlyOnce("| `missing` | one of mean, zero, last, or a number | `mean` |")
        .contains("And `fields`, `missing`, `indicator`, as [above](#features).")
        .contains("| `config` | a section of Kafka's own names with their values |")
        .contains("## early-stopping\n")
        .contains("| `members.mlp.hidden` | ")
        .doesNotContain("| `members.adam"); // a rule has its rows once
    assertThat(PipelineReader.parse("p", ConfigurationDocs.example(), Map.of()).name())
        .isEqualTo("flight-delays");
  }

  @Test
  void everyLinkWithinThePageLeadsToAHeading() {
    String page = ConfigurationDocs.markdown();
    List<String> anchors =
        Pattern.compile("(?m)^#+ (.+)$")
            .matcher(page)
            .results()
            .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
            .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
            .toList();
    assertThat(anchors).contains("features", "featureshash", "kafkas-settings");
    assertThat(Pattern.compile("\\(#([^)]+)\\)").matcher(page).results().map(it -> it.group(1)))
        .hasSizeGreaterThan(80)
        .allMatch(anchors::contains);
  }
}
