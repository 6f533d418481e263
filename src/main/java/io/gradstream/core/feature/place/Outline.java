package io.gradstream.core.feature.place;

import java.util.List;

/**
 * An {@link Area} made ready for ray casting: a point is inside if a ray to the east of it crosses
 * an odd number of edges (the even-odd rule).
 *
 * <p>Longitude and latitude are plane coordinates, as in GeoJSON: edges are straight in them. Edges
 * are half-open: of a point on an edge, the area to its east or north has it. An edge gives the
 * same crossing in whichever direction it is drawn, so that of areas which share it exactly one has
 * a point on or beside it.
 */
final class Outline {

  private final double[] edges; // x and y of the southern end, then of the northern one
  private double west = Double.POSITIVE_INFINITY;
  private double east = Double.NEGATIVE_INFINITY;
  private double south = Double.POSITIVE_INFINITY;
  private double north = Double.NEGATIVE_INFINITY;

  Outline(Area area) {
    edges = new double[4 * area.rings().stream().mapToInt(List::size).sum()];
    int at = 0;
    for (List<Position> ring : area.rings()) {
      Position from = ring.get(ring.size() - 1);
      for (Position to : ring) {
        boolean up = from.latitude() <= to.latitude();
        put(at, up ? from : to);
        put(at + 2, up ? to : from);
        at += 4;
        from = to;
      }
    }
  }

  private void put(int at, Position end) {
    edges[at] = end.longitude();
    edges[at + 1] = end.latitude();
    west = Math.min(west, end.longitude());
    east = Math.max(east, end.longitude());
    south = Math.min(south, end.latitude());
    north = Math.max(north, end.latitude());
  }

  /** Tells whether a point is inside. */
  boolean contains(double x, double y) {
    boolean inside = false;
    if (x >= west && x < east && y >= south && y < north) {
      for (int at = 0; at < edges.length; at += 4) {
        if (edges[at + 1] <= y && y < edges[at + 3] && x < crossing(at, y)) {
          inside = !inside;
        }
      }
    }
    return inside;
  }

  /** Returns where an edge is at a latitude within its own; never beyond its ends by rounding. */
  private double crossing(int at, double y) {
    double from = edges[at];
    double to = edges[at + 2];
    double x = from + (y - edges[at + 1]) * (to - from) / (edges[at + 3] - edges[at + 1]);
    return Math.max(Math.min(from, to), Math.min(Math.max(from, to), x));
  }
}
