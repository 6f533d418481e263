package io.gradstream.core.feature.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

  private static final Position KENNEDY = new Position(-73.7781, 40.6413);
  private static final Area WITH_HOLE = area("ring", square(0, 0, 9), square(3, 3, 3));
  private static final Area EAST = area("east", square(9, 0, 9));

  @ParameterizedTest
  @CsvSource({
    "1, 1, true",
    "4, 4, false",
    "-1, 4, false",
    "10, 4, false",
    "4, 10, false",
    "0, 0, true",
    "0, 5, true",
    "5, 0, true",
    "9, 5, false",
    "5, 9, false",
    "3, 4, false",
    "6, 4, true",
    "4, 6, true"
  })
  void holesAreOutsideAndEdgesBelongToTheEastAndNorth(double x, double y, boolean inside) {
    assertThat(new Outline(WITH_HOLE).contains(x, y)).isEqualTo(inside);
  }

  @Test
  void eachAreaHasAColumnAndAPlaceOnASharedEdgeIsInOne() {
    Inside rule = new Inside("lat", "lon", List.of(WITH_HOLE, EAST));
    Rows rows = new Rows(rule);

    assertThat(rule.columns()).containsExactly("inside ring", "inside east");
    assertThat(rows.numbers(1, 1).observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(rows.numbers(5, 9).observed()).isEqualTo(Map.of(2, 1.0));
    assertThat(rows.numbers(50, 50).observed()).isEmpty();
  }

  @Test
  void aPlaceThatIsMissingOrNotOnTheEarthIsNowhere() {
    Area world = area("world", square(-180, -90, 180));
    Rows rows = new Rows(new Inside("lat", "lon", List.of(world)));

    assertThat(rows.numbers(-1, -1).observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(rows.numbers(Double.NaN, 0).observed()).isEmpty();
    assertThat(rows.numbers(0, Double.NaN).observed()).isEmpty();
    assertThat(rows.numbers(91, 0).observed()).isEmpty();
  }

  @Test
  void theDescriptionTellsOneSetOfAreasFromAnother() {
    String description = new Inside("a", "b", List.of(WITH_HOLE, EAST)).description();

    assertThat(new Inside("a", "b", List.of(WITH_HOLE, EAST)).description()).isEqualTo(description);
    assertThat(new Inside("a", "b", List.of(EAST, WITH_HOLE)).description())
        .isNotEqualTo(description);
    Area moved = area("east", square(9, 1e-9, 9));
    assertThat(new Inside("a", "b", List.of(WITH_HOLE, moved)).description())
        .isNotEqualTo(description);
  }

  @Test
  void coordinatesOutOfRangeAndRingsOfTwoCornersAreRefused() {
    assertThatThrownBy(() -> new Position(0, 90.5)).hasMessageContaining("latitude 90.5 must be");
    assertThatThrownBy(() -> new Position(-181, 0)).hasMessageContaining("longitude -181.0");
    assertThatThrownBy(() -> area("a", square(0, 0, 1).subList(0, 2)))
        .hasMessage("area 'a' must have a ring, and three corners or more in each");
  }

  /**
   * From scikit-learn 1.2.1: {@code haversine_distances(np.radians([a]), np.radians([b]))[0, 0] *
   * 6371.0088}.
   */
  @ParameterizedTest
  @CsvSource({
    "51.4700, -0.4543, 5540.0189701660875",
    "40.7769, -73.8740, 17.108126953835455",
    "-33.9399, 151.1753, 16013.506513001572",
    "40.6413, -73.7781, 0"
  })
  void distancesAreThoseOfScikitLearn(double latitude, double longitude, double kilometres) {
    Rows rows = new Rows(new Distance("lat", "lon", KENNEDY, false));

    assertThat(rows.numbers(latitude, longitude).observed().get(1))
        .isCloseTo(kilometres, within(1e-8));
  }

  @Test
  void theFarthestPointIsHalfATurnAway() {
    Distance rule = new Distance("lat", "lon", new Position(0, 0), false);

    assertThat(new Rows(rule).numbers(0, 180).observed().get(1))
        .isCloseTo(20015.114442035923, within(1e-8));
  }

  @Test
  void distancesAreStandardisedUnlessTheyAreNotToBe() {
    Rows rows = new Rows(new Distance("lat", "lon", new Position(0, 0), true));
    rows.numbers(0, 1).observed();

    assertThat(rows.numbers(0, 3).observed().get(1)).isCloseTo(1, within(1e-12));
    assertThat(rows.numbers(Double.NaN, 3).observed()).isEqualTo(Map.of(1, 0.0));
    assertThat(rows.numbers(0, 3).observed().get(1)).isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  @SafeVarargs
  private static Area area(String name, List<Position>... rings) {
    return new Area(name, List.of(rings));
  }

  private static List<Position> square(double x, double y, double side) {
    return List.of(
        new Position(x, y),
        new Position(x + side, y),
        new Position(x + side, y + side),
        new Position(x, y + side));
  }
}
