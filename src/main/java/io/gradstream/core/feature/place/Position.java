package io.gradstream.core.feature.place;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;

/**
 * A place on the Earth, in degrees.
 *
 * @param longitude from -180 to 180, east positive
 * @param latitude from -90 to 90, north positive
 */
public record Position(double longitude, double latitude) {

  /** Refuses what is outside the ranges. */
  public Position {
    if (!isOnEarth(longitude, latitude)) {
      throw new IllegalArgumentException(
          "longitude %s and latitude %s must be in [-180, 180] and [-90, 90]"
              .formatted(longitude, latitude));
    }
  }

  /** Writes down the same for a column of latitudes and one of longitudes. */
  static Node isOnEarth(Graph graph, Node place) {
    Node within =
        graph.apply(Operation.AT_MOST, graph.apply(Operation.ABSOLUTE, place), graph.row(90, 180));
    Node both = graph.sum(graph.apply(Operation.NUMBER, within), 2);
    return graph.apply(Operation.LESS, graph.row(1), both);
  }

  /** Tells whether both are there and within their ranges. */
  static boolean isOnEarth(double longitude, double latitude) {
    return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90; // NaN is not
  }
}
