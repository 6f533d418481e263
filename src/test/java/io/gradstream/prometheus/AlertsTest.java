package io.gradstream.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alarms come when they should, and not else. */
class AlertsTest {

  private static final Path TESTS = Path.of("src/test/resources/prometheus/alerts-test.yaml");

  @TempDir private Path directory;

  @Test
  void promtoolFindsEveryAlarmWhereItsTestHasIt() throws Exception {
    Files.writeString(
        directory.resolve("alerts.yaml"), new YAMLMapper().writeValueAsString(Monitoring.rules()));
    Path tests = Files.copy(TESTS, directory.resolve("tests.yaml"));
    Promtool.Answer answer = Promtool.run("", "test", "rules", tests.toString());
    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(answer.text()).contains("SUCCESS");
  }

  @Test
  void promtoolFailsWhereAnAlarmIsNotAsItsTestHasIt() throws Exception {
    String rules = new YAMLMapper().writeValueAsString(Monitoring.rules());
    Files.writeString(directory.resolve("alerts.yaml"), rules.replace("> 0.01", "> 0.5"));
    Path tests = Files.copy(TESTS, directory.resolve("tests.yaml"));
    assertThat(Promtool.run("", "test", "rules", tests.toString()).code()).isNotZero();
  }

  @Test
  void everyAlarmIsTestedBothWays() throws Exception {
    Set<String> coming = new TreeSet<>();
    Set<String> staying = new TreeSet<>();
    for (JsonNode test : new YAMLMapper().readTree(TESTS.toFile()).get("tests")) {
      for (JsonNode alert : test.get("alert_rule_test")) {
        (alert.has("exp_alerts") ? coming : staying).add(alert.get("alertname").asText());
      }
    }
    List<String> alerts =
        Monitoring.alerts().stream().map(alert -> alert.get("alert").asText()).toList();
    assertThat(coming).containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(staying).containsExactlyInAnyOrderElementsOf(alerts);
  }

  @Test
  void everyAlarmSaysHowBadItIsAndWhatToDo() throws Exception {
    String operations = Files.readString(Path.of("docs/operations.md"));
    for (JsonNode alert : Monitoring.alerts()) {
      assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
      assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
      assertThat(alert.at("/annotations/description").asText()).endsWith(".");
      assertThat(operations).contains("`" + alert.get("alert").asText() + "`");
    }
  }
}
