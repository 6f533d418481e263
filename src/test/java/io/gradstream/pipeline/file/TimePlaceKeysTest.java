package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.LEAST;
import static io.gradstream.pipeline.file.PipelineTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.place.Area;
import io.gradstream.core.feature.place.Cycle;
import io.gradstream.core.feature.place.Cyclic;
import io.gradstream.core.feature.place.Distance;
import io.gradstream.core.feature.place.Inside;
import io.gradstream.core.feature.place.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimePlaceKeysTest {

  @Test
  void cyclicTakesPeriodsAndPerhapsAFieldAndAZone() {
    assertThat(feature("cyclic: [hour-of-day, month]"))
        .isEqualTo(
            new Cyclic(
                Optional.empty(), List.of(Cycle.HOUR_OF_DAY, Cycle.MONTH), ZoneId.of("UTC")));
    assertThat(feature("cyclic: {field: t, of: [day-of-year], zone: America/New_York}"))
        .isEqualTo(
            new Cyclic(
                Optional.of("t"), List.of(Cycle.DAY_OF_YEAR), ZoneId.of("America/New_York")));
  }

  @Test
  void cyclicIsToldWhichPartOfADateComesFirst() {
    assertThat(feature("cyclic: {field: t, of: [month], dates: day-first}"))
        .isEqualTo(
            new Cyclic(
                Optional.of("t"), List.of(Cycle.MONTH), ZoneId.of("UTC"), DateOrder.DAY_FIRST));
  }

  @Test
  void aZoneThatIsNoneIsRefusedWithTheNearest() {
    assertThat(problems(with("cyclic: {of: [month], zone: America/New_Yorck}")))
        .containsExactly(
            "p.yaml:4: features[0].cyclic.zone must be a time zone such as UTC, America/New_York"
                + " or +01:00, was 'America/New_Yorck'; did you mean 'America/New_York'?");
    assertThat(problems(with("cyclic: {of: [month], zone: EST5}")))
        .containsExactly(
            "p.yaml:4: features[0].cyclic.zone must be a time zone such as UTC, America/New_York"
                + " or +01:00, was 'EST5'");
  }

  @Test
  void theLabelIsNoTime() {
    assertThat(problems(with("cyclic: {field: y, of: [month]}")))
        .singleElement()
        .asString()
        .contains("features[0].cyclic.field is the label, 'y'");
  }

  @Test
  void areasMayStandInTheFile() {
    assertThat(feature("inside: {latitude: a, longitude: b, areas: {x: [[0, 1], [2, 3], [4, 5]]}}"))
        .isEqualTo(
            new Inside(
                "a",
                "b",
                List.of(
                    new Area(
                        "x",
                        List.of(
                            List.of(
                                new Position(0, 1), new Position(2, 3), new Position(4, 5)))))));
  }

  @Test
  void cornersAreCheckedOneByOne() {
    assertThat(
            problems(
                with(
                    "inside: {latitude: a, longitude: b, areas: {x: [[0, 91], [2], [4, 5]], y:"
                        + " [[0, 0], [1, 1]]}}")))
        .containsExactly(
            "p.yaml:4: features[0].inside.areas.x[0][1] must be a number from -90 to 90, was 91",
            "p.yaml:4: features[0].inside.areas.x[1] must be [longitude, latitude] in degrees, was"
                + " a list",
            "p.yaml:4: features[0].inside.areas.y must be a list of 3 or more corners, each"
                + " [longitude, latitude], was a list of 2");
  }

  @Test
  void areasOrAFileAreNeededAndNotBoth() {
    assertThat(problems(with("inside: {latitude: a, longitude: b}")))
        .containsExactly(
            "p.yaml:4: features[0].inside must name one of polygons, areas, but names none");
  }

  @Test
  void polygonsAreReadFromAFileBesideThePipeline(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("zones.geojson"),
        """
        {"type": "FeatureCollection", "features": [
          {"type": "Feature", "properties": {"name": "North"}, "geometry": {"type": "MultiPolygon",
           "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[5, 5], [6, 5], [6, 6, 9], [5, 5]]]]}},
          {"type": "Feature", "id": 7, "properties": null, "geometry": {"type": "Polygon",
           "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 1]]]}},
          {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",
           "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}]}
        """);
    Path file = directory.resolve("p.yaml");
    Files.writeString(file, with("inside: {latitude: a, longitude: b, polygons: zones.geojson}"));
    Feature feature = PipelineReader.read(file, Map.of()).learner().features().get(0);

    assertThat(feature.columns()).containsExactly("inside North", "inside 7", "inside area 3");
    assertThat(((Inside) feature).areas())
        .extracting(area -> area.rings().size())
        .containsExactly(2, 2, 1);
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThat(problems(with("inside: {latitude: a, longitude: b, polygons: none.json}")))
        .containsExactly(
            "p.yaml:4: features[0].inside.polygons names the file 'none.json', which is not there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[; is no JSON: ",
        "{}; area 1 must be a Polygon or MultiPolygon, was ''",
        "{'type':'Point','coordinates':[1,2]}; area 1 must be a Polygon or MultiPolygon, was 'Point'",
        "{'type':'FeatureCollection','features':[]}; is a FeatureCollection without features",
        "{'type':'Polygon','coordinates':[]}; area 1 has no rings",
        "{'type':'Polygon','coordinates':[[[0,0],[1,1],[0,0]]]}; area 1, ring 1 must have four"
            + " positions or more, the last as the first, but has 3",
        "{'type':'Polygon','coordinates':[[[0,0],[1,1],[2,0],[3,3]]]}; area 1, ring 1 is not"
            + " closed: its last position must be its first",
        "{'type':'Polygon','coordinates':[[[0,0],[1,91],[2,0],[0,0]]]}; area 1, ring 1: longitude"
            + " 1.0 and latitude 91.0 must be in [-180, 180] and [-90, 90]",
        "{'type':'Polygon','coordinates':[[[0,0],['x',1],[2,0],[0,0]]]}; area 1, ring 1: a"
            + " position must be [longitude, latitude], was "
      })
  void whatIsNoAreaIsRefusedWithItsPlace(String json, String problem) {
    assertThatThrownBy(() -> GeoJson.areas(json.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void twoAreasOfOneNameAreRefused() {
    String area =
        "{'type':'Feature','id':'a','geometry':{'type':'Polygon','coordinates':[[[0,0],[1,0],[1,1],[0,0]]]}}";
    String twice = "{'type':'FeatureCollection','features':[%s,%s]}".formatted(area, area);

    assertThatThrownBy(() -> GeoJson.areas(twice.replace('\'', '"')))
        .hasMessage("has two areas called 'a'");
  }

  @Test
  void distancesAreToAPoint() {
    assertThat(feature("distance: {latitude: a, longitude: b, to: {latitude: 1, longitude: 2}}"))
        .isEqualTo(new Distance("a", "b", new Position(2, 1), true));
    assertThat(
            feature(
                "distance: {latitude: a, longitude: b, to: {latitude: 1, longitude: 2}, scale:"
                    + " none}"))
        .isEqualTo(new Distance("a", "b", new Position(2, 1), false));
  }

  private static Feature feature(String encoder) {
    return PipelineTexts.read(with(encoder)).learner().features().get(0);
  }

  private static String with(String encoder) {
    return LEAST.replace("standard: [a, b]", encoder);
  }
}
