package io.gradstream.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alarms come when they should, and not else. */
class AlertsIT {

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
    Path alerts = Files.writeString(directory.resolve("alerts.yaml"), rules);
    Path tests = Files.writeString(directory.resolve("tests.yaml"), only("learns badly"));
    assertThat(Promtool.run("", "test", "rules", tests.toString()).code()).isZero();
    Files.writeString(alerts, rules.replace("> 0.01", "> 0.5"));
    Promtool.Answer answer = Promtool.run("", "test", "rules", tests.toString());
    assertThat(answer.code()).isNotZero();
    assertThat(answer.text()).contains("GradstreamDeadLetters");
  }

  /** Leaves the tests whose names have some words in them: all of them take seconds. */
  private static String only(String words) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    JsonNode file = yaml.readTree(TESTS.toFile());
    Iterator<JsonNode> tests = file.get("tests").elements();
    while (tests.hasNext()) {
      if (!tests.next().get("name").asText().contains(words)) {
        tests.remove();
      }
    }
    return yaml.writeValueAsString(file);
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
