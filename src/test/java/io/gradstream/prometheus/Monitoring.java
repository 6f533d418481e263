package io.gradstream.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code deploy/} watches with: the dashboard, the alarms, and what scales by metrics. */
final class Monitoring {

  private static final Path DEPLOY = Path.of("deploy");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:gradstream|kafka|jvm|process)_[a-z0-9_]+");

  private Monitoring() {}

  static JsonNode dashboard() throws IOException {
    return new ObjectMapper()
        .readTree(DEPLOY.resolve("components/monitoring/dashboard.json").toFile());
  }

  /** Returns the rule file of Prometheus that the manifest of the alarms holds. */
  static JsonNode rules() throws IOException {
    return new YAMLMapper()
        .readTree(DEPLOY.resolve("components/monitoring/alerts.yaml").toFile())
        .get("spec");
  }

  /** Returns the rules of all groups. */
  static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    rules().get("groups").forEach(group -> group.get("rules").forEach(alerts::add));
    return alerts;
  }

  /** Returns what the panels of the dashboard ask for, as Prometheus is asked. */
  static List<String> panelQueries() throws IOException {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : dashboard().get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            target
                .get("expr")
                .asText()
                .replace("$__rate_interval", "5m")
                .replace("$pipeline", ".*")
                .replace("$partition", ".*"));
      }
    }
    return queries;
  }

  /** Returns the queries of the ScaledObject. */
  static List<String> scalerQueries() throws IOException {
    List<String> queries = new ArrayList<>();
    new YAMLMapper()
        .readTree(DEPLOY.resolve("overlays/keda/scaledobject.yaml").toFile())
        .at("/spec/triggers")
        .forEach(trigger -> queries.add(trigger.at("/metadata/query").asText()));
    return queries;
  }

  /** Returns the metric names in some queries. */
  static Set<String> names(List<String> queries) {
    Set<String> names = new TreeSet<>();
    for (String query : queries) {
      Matcher found = METRIC.matcher(query);
      while (found.find()) {
        names.add(found.group());
      }
    }
    return names;
  }

  /** Returns the names of the series of a page. */
  static Set<String> namesOfPage(String page) {
    Set<String> names = new TreeSet<>();
    page.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.replaceFirst("[{ ].*", "")));
    return names;
  }

  /** Writes rules of queries, so that promtool reads them. */
  static Path rulesOf(List<String> queries, Path file) throws IOException {
    List<Object> rules = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      rules.add(Map.of("record", "query:" + i, "expr", queries.get(i)));
    }
    return Files.writeString(
        file,
        new YAMLMapper()
            .writeValueAsString(Map.of("groups", List.of(Map.of("name", "g", "rules", rules)))));
  }
}
