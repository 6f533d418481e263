package io.gradstream.cli;

import io.gradstream.pipeline.PipelineException;
import java.util.Collections;
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
   * @param prefix what the setting's name has before it there
   */
  private record Place(String source, String prefix) {}

  /** Puts a setting over those that are there. */
  void put(String source, String name, String value) {
    values.put(name, value);
    places.put(name, new Place(source, ""));
  }

  /** Puts the settings of a pipeline file's {@code kafka:} section over those that are there. */
  void putAll(String pipeline, Map<String, String> kafka) {
    values.putAll(kafka);
    kafka.keySet().forEach(name -> places.put(name, new Place(pipeline, "kafka.")));
  }

  /** Returns the settings by their names. */
  Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /** Returns a problem with a setting, told at the place where it was given. */
  PipelineException.At problem(String name, String message) {
    Place place = places.getOrDefault(name, new Place(name, ""));
    return new PipelineException.At(place.source(), place.prefix() + name + message);
  }
}
