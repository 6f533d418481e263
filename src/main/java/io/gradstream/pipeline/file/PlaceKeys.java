package io.gradstream.pipeline.file;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.place.Area;
import io.gradstream.core.feature.place.Distance;
import io.gradstream.core.feature.place.Inside;
import io.gradstream.core.feature.place.Position;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declares the encoders of places. */
final class PlaceKeys {

  private static final Key<List<Area>> POLYGONS =
      Key.oneOf(
          "polygons",
          new PolygonFile(),
          "examples/places.geojson",
          "A GeoJSON file (Polygon, MultiPolygon, Feature, FeatureCollection; holes count), areas"
              + " named by the property `name`, or `id`, or numbered.");

  private static final Key<List<Area>> AREAS =
      Key.oneOf(
          "areas",
          new AreaMap(),
          "{airport: [[-73.83, 40.62], [-73.74, 40.62], [-73.74, 40.67], [-73.83, 40.67]]}",
          "Areas by name, each a ring of corners; the last is joined to the first.");

  private static final Key<String> LATITUDE =
      field("inside", "latitude", "The field of the latitude, in degrees north.");

  private static final Key<String> LONGITUDE =
      field("inside", "longitude", "The field of the longitude, in degrees east.");

  static final Key<Feature> INSIDE =
      Key.oneOf(
          "inside",
          new Choice<List<Area>, Feature>(
              List.of(POLYGONS, AREAS),
              List.of(LATITUDE, LONGITUDE),
              List.of(),
              (areas, values) -> new Inside(values.get(LATITUDE), values.get(LONGITUDE), areas)),
          "{latitude: lat, longitude: lon, polygons: examples/places.geojson}",
          "A place by the areas it is in, one 0/1 column each.");

  private static final Key<Double> TO_LATITUDE =
      Key.required("latitude", Degrees.LATITUDE, "40.6413", "The point's latitude.");

  private static final Key<Double> TO_LONGITUDE =
      Key.required("longitude", Degrees.LONGITUDE, "-73.7781", "The point's longitude.");

  private static final Key<Position> TO =
      Key.required(
          "to",
          new Section<>(
              List.of(TO_LATITUDE, TO_LONGITUDE),
              values -> new Position(values.get(TO_LONGITUDE), values.get(TO_LATITUDE))),
          "{latitude: 40.6413, longitude: -73.7781}",
          "The point.");

  private static final Key<Boolean> SCALE =
      Key.withDefault(
          "scale",
          new Words<>(standardOrNone(), List.of()),
          "standard",
          "`standard`: less the running mean and divided by the running standard deviation;"
              + " `none`: kilometres.");

  private static final Key<String> FROM_LATITUDE =
      field("distance", "latitude", "The field of the latitude, in degrees north.");

  private static final Key<String> FROM_LONGITUDE =
      field("distance", "longitude", "The field of the longitude, in degrees east.");

  static final Key<Feature> DISTANCE =
      Key.oneOf(
          "distance",
          new Section<Feature>(
              List.of(FROM_LATITUDE, FROM_LONGITUDE, TO, SCALE),
              values ->
                  new Distance(
                      values.get(FROM_LATITUDE),
                      values.get(FROM_LONGITUDE),
                      values.get(TO),
                      values.get(SCALE))),
          "{latitude: lat, longitude: lon, to: {latitude: 40.6413, longitude: -73.7781}}",
          "The great-circle distance of a place to a point, in kilometres.");

  private PlaceKeys() {}

  private static Map<String, Boolean> standardOrNone() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("standard", true);
    words.put("none", false);
    return words;
  }

  private static Key<String> field(String kind, String name, String sentence) {
    return Key.required(name, FieldName.shared(kind), name.substring(0, 3), sentence);
  }
}
