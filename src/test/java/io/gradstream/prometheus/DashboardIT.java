package io.gradstream.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.node.NodeScripts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard can be loaded as it is, and Prometheus understands what it asks. */
class DashboardIT {

  @TempDir private Path directory;

  @Test
  void itNamesNoDataSourceButTheOneThatIsChosen() throws Exception {
    JsonNode dashboard = Monitoring.dashboard();
    assertThat(dashboard.has("__inputs")).isFalse();
    assertThat(dashboard.path("id").isMissingNode()).isTrue();
    assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
    assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
    List<JsonNode> sources = dashboard.findValues("datasource");
    assertThat(sources)
        .hasSizeGreaterThan(50)
        .allMatch(source -> source.path("uid").asText().equals("${datasource}"));
  }

  @Test
  void panelsHaveNumbersOfTheirOwnATitleAndAPlaceThatIsFree() throws Exception {
    Set<Integer> ids = new HashSet<>();
    List<int[]> taken = new ArrayList<>();
    for (JsonNode panel : Monitoring.dashboard().get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      assertThat(panel.get("title").asText()).isNotBlank();
      JsonNode at = panel.get("gridPos");
      int[] place = {
        at.get("x").asInt(), at.get("y").asInt(), at.get("w").asInt(), at.get("h").asInt()
      };
      assertThat(place[0] + place[2]).isLessThanOrEqualTo(24);
      assertThat(taken).as(panel.get("title").asText()).noneMatch(other -> overlap(place, other));
      taken.add(place);
    }
  }

  @Test
  void prometheusUnderstandsEveryQuery() throws Exception {
    List<String> queries = new ArrayList<>(Monitoring.panelQueries());
    queries.addAll(Monitoring.scalerQueries());
    Path rules = Monitoring.rulesOf(queries, directory.resolve("rules.yaml"));
    Promtool.Answer answer = Promtool.run("", "check", "rules", rules.toString());
    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(answer.text()).contains(queries.size() + " rules found");
  }

  /** Its own server cannot be run here; what it publishes are the types that it is made of. */
  @Test
  void itIsWhatTheTypesOfGrafanaSayADashboardIsInTheirNewestVersion() throws Exception {
    Process node =
        new ProcessBuilder(
                "node",
                NodeScripts.path("dashboard.mjs", "@grafana/schema"),
                "deploy/components/monitoring/dashboard.json")
            .redirectErrorStream(true)
            .start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).as(said).isZero();
    int version = Monitoring.dashboard().path("schemaVersion").asInt();
    assertThat(said.strip()).isEqualTo("schemaVersion " + version);
  }

  private static boolean overlap(int[] one, int[] other) {
    return one[0] < other[0] + other[2]
        && other[0] < one[0] + one[2]
        && one[1] < other[1] + other[3]
        && other[1] < one[1] + one[3];
  }
}
