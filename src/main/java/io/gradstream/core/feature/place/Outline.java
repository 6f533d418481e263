package io.gradstream.core.feature.place;

import static io.gradstream.core.graph.Operation.ADD;
import static io.gradstream.core.graph.Operation.AND;
import static io.gradstream.core.graph.Operation.AT_MOST;
import static io.gradstream.core.graph.Operation.DIVIDE;
import static io.gradstream.core.graph.Operation.FLOOR;
import static io.gradstream.core.graph.Operation.GREATEST;
import static io.gradstream.core.graph.Operation.LEAST;
import static io.gradstream.core.graph.Operation.LESS;
import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.NUMBER;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Writes down the same for a column of latitudes and one of longitudes. */
  Node draw(Graph graph, Node place) {
    int count = edges.length / 4;
    Node y = graph.columns(place, 0);
    Node x = graph.columns(place, 1);
    Node x1 = graph.row(ends(0));
    Node y1 = graph.row(ends(1));
    Node x2 = graph.row(ends(2));
    Node y2 = graph.row(ends(3));
    Node part =
        graph.apply(
            DIVIDE,
            graph.apply(MULTIPLY, graph.apply(SUBTRACT, y, y1), graph.apply(SUBTRACT, x2, x1)),
            graph.apply(SUBTRACT, y2, y1));
    Node least = graph.apply(LEAST, x1, x2);
    Node greatest = graph.apply(GREATEST, x1, x2);
    Node crossing =
        graph.apply(GREATEST, least, graph.apply(LEAST, greatest, graph.apply(ADD, x1, part)));
    Node between = graph.apply(AND, graph.apply(AT_MOST, y1, y), graph.apply(LESS, y, y2));
    Node crossed = graph.apply(AND, between, graph.apply(LESS, x, crossing));
    Node half =
        graph.apply(MULTIPLY, graph.sum(graph.apply(NUMBER, crossed), count), graph.row(0.5));
    Node odd = graph.apply(LESS, graph.apply(FLOOR, half), half);
    Node fromSouthWest =
        graph.apply(
            AND,
            graph.apply(AT_MOST, graph.row(west), x),
            graph.apply(AT_MOST, graph.row(south), y));
    Node toNorthEast =
        graph.apply(
            AND, graph.apply(LESS, x, graph.row(east)), graph.apply(LESS, y, graph.row(north)));
    return graph.apply(AND, odd, graph.apply(AND, fromSouthWest, toNorthEast));
  }

  private double[] ends(int which) {
    return IntStream.range(0, edges.length / 4).mapToDouble(i -> edges[4 * i + which]).toArray();
  }

  /** Returns where an edge is at a latitude within its own; never beyond its ends by rounding. */
  private double crossing(int at, double y) {
    double from = edges[at];
    double to = edges[at + 2];
    double x = from + (y - edges[at + 1]) * (to - from) / (edges[at + 3] - edges[at + 1]);
    return Math.max(Math.min(from, to), Math.min(Math.max(from, to), x));
  }
}
