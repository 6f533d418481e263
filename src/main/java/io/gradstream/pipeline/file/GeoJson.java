package io.gradstream.pipeline.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gradstream.core.feature.place.Area;
import io.gradstream.core.feature.place.Position;
import io.gradstream.pipeline.declare.Quoted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads areas from GeoJSON (RFC 7946): a Polygon, a MultiPolygon, a Feature with one of them, or a
 * FeatureCollection.
 *
 * <p>An area is called by its feature's property {@code name}, or its {@code id}, or {@code area n}
 * from 1. The message of an {@link IllegalArgumentException} says where something is wrong.
 */
final class GeoJson {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final List<Area> areas = new ArrayList<>();

  private GeoJson() {}

  /** Returns the areas of a text, one or more, of distinct names. */
  static List<Area> areas(String text) {
    GeoJson reader = new GeoJson();
    try {
      reader.object(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
    }
    Set<String> names = new HashSet<>();
    for (Area area : reader.areas) {
      if (!names.add(area.name())) {
        throw new IllegalArgumentException("has two areas called '" + area.name() + "'");
      }
    }
    return reader.areas;
  }

  private void object(JsonNode object) {
    if (object.path("type").asText().equals("FeatureCollection")) {
      object.path("features").forEach(this::feature);
      if (areas.isEmpty()) {
        throw new IllegalArgumentException("is a FeatureCollection without features");
      }
    } else {
      feature(object);
    }
  }

  private void feature(JsonNode feature) {
    boolean bare = !feature.path("type").asText().equals("Feature");
    String name = bare ? number() : name(feature);
    JsonNode geometry = bare ? feature : feature.path("geometry");
    JsonNode coordinates = geometry.path("coordinates");
    List<List<Position>> rings = new ArrayList<>();
    switch (geometry.path("type").asText()) {
      case "Polygon" -> polygon(coordinates, name, rings);
      case "MultiPolygon" -> coordinates.forEach(each -> polygon(each, name, rings));
      default ->
          throw new IllegalArgumentException(
              "%s must be a Polygon or MultiPolygon, was '%s'"
                  .formatted(name, geometry.path("type").asText()));
    }
    if (rings.isEmpty()) {
      throw new IllegalArgumentException(name + " has no rings");
    }
    areas.add(new Area(name, rings));
  }

  private String name(JsonNode feature) {
    return Stream.of(feature.path("properties").path("name"), feature.path("id"))
        .filter(JsonNode::isValueNode)
        .map(JsonNode::asText)
        .filter(text -> !text.isBlank() && !text.equals("null"))
        .findFirst()
        .orElseGet(this::number);
  }

  private String number() {
    return "area " + (areas.size() + 1);
  }

  private static void polygon(JsonNode coordinates, String name, List<List<Position>> rings) {
    for (JsonNode ring : coordinates) {
      String where = "%s, ring %d".formatted(name, rings.size() + 1);
      List<Position> corners = new ArrayList<>();
      ring.forEach(position -> corners.add(position(position, where)));
      if (corners.size() < 4) {
        throw new IllegalArgumentException(
            "%s must have four positions or more, the last as the first, but has %d"
                .formatted(where, corners.size()));
      }
      Position last = corners.remove(corners.size() - 1);
      if (!last.equals(corners.get(0))) {
        throw new IllegalArgumentException(
            "%s is not closed: its last position must be its first".formatted(where));
      }
      rings.add(corners);
    }
  }

  private static Position position(JsonNode position, String where) {
    return Optional.of(position)
        .filter(it -> it.path(0).isNumber() && it.path(1).isNumber())
        .map(it -> position(it.get(0).doubleValue(), it.get(1).doubleValue(), where))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: a position must be [longitude, latitude], was %s"
                        .formatted(where, Quoted.oneLine(position.toString()))));
  }

  private static Position position(double longitude, double latitude, String where) {
    try {
      return new Position(longitude, latitude);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }
}
