package io.gradstream.core.feature.place;

import static io.gradstream.core.graph.Operation.ADD;
import static io.gradstream.core.graph.Operation.ARC_SINE;
import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.ROOT;
import static io.gradstream.core.graph.Operation.SINE;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Scaler;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.Winsorised;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.List;

/**
 * Encodes a place by its great-circle distance to a point, in kilometres on a sphere of the Earth's
 * mean radius, 6371.0088 km (IUGG).
 *
 * <p>By the haversine formula (R. W. Sinnott, "Virtues of the haversine", Sky and Telescope 68(2),
 * 1984), within 0.6 % of the distance on the ellipsoid. A place that is missing or not on the Earth
 * is at the mean distance, 0 once standardised; 0 km if nothing is.
 *
 * @param latitude the field of the latitude, in degrees
 * @param longitude the field of the longitude, in degrees
 * @param to the point
 * @param standard whether the distance is standardised by its running mean and deviation
 */
public record Distance(String latitude, String longitude, Position to, boolean standard)
    implements Feature {

  private static final double RADIUS = 6371.0088;
  private static final double RADIANS = Math.PI / 180;

  @Override
  public String kind() {
    return "distance";
  }

  @Override
  public List<String> numbers() {
    return List.of(latitude, longitude);
  }

  @Override
  public List<String> columns() {
    return List.of("km to %s %s".formatted(to.latitude(), to.longitude()));
  }

  @Override
  public boolean isNumber(int column) {
    return standard;
  }

  @Override
  public String description() {
    return "%s: [%s, %s] to latitude %s, longitude %s, scale %s"
        .formatted(
            kind(),
            latitude,
            longitude,
            to.latitude(),
            to.longitude(),
            standard ? "standard" : "none");
  }

  /** Returns the distance of a place in kilometres. */
  double kilometres(double placeLongitude, double placeLatitude) {
    double up = StrictMath.sin((placeLatitude - to.latitude()) * RADIANS / 2);
    double across = StrictMath.sin((placeLongitude - to.longitude()) * RADIANS / 2);
    double cosines =
        StrictMath.cos(placeLatitude * RADIANS) * StrictMath.cos(to.latitude() * RADIANS);
    double haversine = up * up + cosines * across * across;
    return 2 * RADIUS * StrictMath.asin(Math.min(1, Math.sqrt(haversine)));
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Measure(binding);
  }

  private final class Measure implements Encoder {

    private final int[] slots;
    private final int firstRow;
    private final Scaler scaler;
    private final double[] observed = new double[1];

    Measure(Binding binding) {
      slots = binding.numberSlots(numbers());
      firstRow = binding.firstRow();
      List<String> scaled = standard ? columns() : List.of();
      scaler = new Winsorised(binding, scaled, new RunningScaler(binding, scaled.size()));
    }

    @Override
    public void observe(Row row) {
      if (standard) {
        observed[0] = read(row);
        scaler.observe(observed);
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      observed[0] = read(row);
      if (standard) {
        scaler.transform(observed, firstRow, out);
      } else {
        out.add(firstRow, Double.isNaN(observed[0]) ? 0 : observed[0]);
      }
    }

    @Override
    public void tell(Statistics to) {
      scaler.tell(standard ? columns() : List.of(), to);
    }

    @Override
    public void draw(Graph graph, Columns out) {
      Node place = graph.numbers(numbers());
      Node onEarth = Position.isOnEarth(graph, place);
      Node kilometres = drawn(graph, graph.filled(place, 0, 0));
      Node known = graph.apply(CHOOSE, onEarth, kilometres, graph.row(Double.NaN));
      if (standard) {
        scaler.draw(graph, known, firstRow, out);
      } else {
        out.add(firstRow, 1, graph.filled(known, 0));
      }
    }

    private Node drawn(Graph graph, Node place) {
      double[] point = {to.latitude(), to.longitude()};
      Node apart = graph.apply(SUBTRACT, place, graph.row(point));
      Node sines = graph.apply(SINE, graph.apply(MULTIPLY, apart, graph.row(RADIANS / 2)));
      Node squares = graph.apply(MULTIPLY, sines, sines);
      Node angle = graph.apply(MULTIPLY, graph.columns(place, 0), graph.row(RADIANS));
      Node cosine = graph.apply(SINE, graph.apply(ADD, angle, graph.row(Math.PI / 2)));
      Node cosines =
          graph.apply(MULTIPLY, cosine, graph.row(StrictMath.cos(to.latitude() * RADIANS)));
      Node across = graph.apply(MULTIPLY, cosines, graph.columns(squares, 1));
      Node haversine = graph.apply(ADD, graph.columns(squares, 0), across);
      Node root = graph.within(graph.apply(ROOT, haversine), 0, 1);
      return graph.apply(MULTIPLY, graph.apply(ARC_SINE, root), graph.row(2 * RADIUS));
    }

    @Override
    public void refresh() {
      scaler.refresh();
    }

    @Override
    public void merge(Encoder twin) {
      scaler.merge(((Measure) twin).scaler);
    }

    private double read(Row row) {
      double y = row.number(slots[0]);
      double x = row.number(slots[1]);
      return Position.isOnEarth(x, y) ? kilometres(x, y) : Double.NaN;
    }
  }
}
