package io.gradstream.cli;

import io.gradstream.pipeline.PipelineException.Mistake;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of Kafka's clients and of the registry's, each with the place that it comes from. They
 * are put in layers: what is put later wins.
 */
final class ConnectionSettings {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Place> places = new HashMap<>();

  /**
   * Where a setting was given.
   *
   * @param source a file as the user named it, an option or an environment variable
   * @param line from 1, or 0 where lines have no number
   * @param prefix what the setting's name has before it there
   */
  private record Place(String source, int line, String prefix) {}

  /** Puts a setting over those that are there. */
  void put(String source, String name, String value) {
    values.put(name, value);
    places.put(name, new Place(source, 0, ""));
  }

  /** Puts the settings of a pipeline file's {@code kafka:} section over those that are there. */
  void putAll(String pipeline, Map<String, String> kafka, Map<String, Integer> lines) {
    values.putAll(kafka);
    kafka
        .keySet()
        .forEach(
            name -> places.put(name, new Place(pipeline, lines.getOrDefault(name, 0), "kafka.")));
  }

  /** Returns the settings by their names. */
  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Returns a problem with a setting, told at the place where it was given. */
  Mistake problem(String name, String message) {
    Place place = places.getOrDefault(name, new Place(name, 0, ""));
    return new Mistake(place.source(), place.line(), place.prefix() + name + message);
  }

  /**
   * Returns a problem with several settings of a pipeline file, told at the one that it names, if
   * it names one.
   */
  Mistake problemTogether(String pipeline, String message) {
    int line =
        places.entrySet().stream()
            .filter(each -> each.getValue().source().equals(pipeline))
            .filter(each -> message.contains(each.getKey()))
            .max(Comparator.comparingInt(each -> each.getKey().length()))
            .map(each -> each.getValue().line())
            .orElse(0);
    return new Mistake(pipeline, line, "kafka: " + message);
  }
}
