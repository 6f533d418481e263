package io.gradstream.core.feature.place;

import static io.gradstream.core.graph.Operation.AND;
import static io.gradstream.core.graph.Operation.NUMBER;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.XxHash64;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.StatelessEncoder;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Encodes a place by the areas it is in, one 0/1 column each; {@link Outline} has the rule.
 *
 * <p>A place that is missing or not on the Earth is in none. Areas may overlap.
 *
 * @param latitude the field of the latitude, in degrees
 * @param longitude the field of the longitude, in degrees
 * @param areas the areas, of distinct names
 */
public record Inside(String latitude, String longitude, List<Area> areas) implements Feature {

  /** Copies the list. */
  public Inside {
    areas = List.copyOf(areas);
  }

  @Override
  public String kind() {
    return "inside";
  }

  @Override
  public List<String> numbers() {
    return List.of(latitude, longitude);
  }

  @Override
  public List<String> columns() {
    return areas.stream().map(area -> "inside " + area.name()).toList();
  }

  @Override
  public String description() {
    return "%s: [%s, %s], %d areas %016x"
        .formatted(kind(), latitude, longitude, areas.size(), fingerprint());
  }

  /** Returns a hash of every name and coordinate. */
  private long fingerprint() {
    long hash = 0;
    for (Area area : areas) {
      hash = hash(area.name().getBytes(StandardCharsets.UTF_8), hash);
      for (List<Position> ring : area.rings()) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Double.BYTES * ring.size());
        ring.forEach(at -> bytes.putDouble(at.longitude()).putDouble(at.latitude()));
        hash = hash(bytes.array(), hash);
      }
    }
    return hash;
  }

  private static long hash(byte[] bytes, long seed) {
    return XxHash64.hash(bytes, 0, bytes.length, seed);
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Lookup(binding);
  }

  private final class Lookup implements StatelessEncoder {

    private final int[] slots;
    private final int firstRow;
    private final Outline[] outlines = areas.stream().map(Outline::new).toArray(Outline[]::new);

    Lookup(Binding binding) {
      slots = binding.numberSlots(numbers());
      firstRow = binding.firstRow();
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      double y = row.number(slots[0]);
      double x = row.number(slots[1]);
      if (Position.isOnEarth(x, y)) {
        for (int i = 0; i < outlines.length; i++) {
          if (outlines[i].contains(x, y)) {
            out.add(firstRow + i, 1);
          }
        }
      }
    }

    @Override
    public void draw(Graph graph, Columns out) {
      Node place = graph.numbers(numbers());
      Node onEarth = Position.isOnEarth(graph, place);
      for (int i = 0; i < outlines.length; i++) {
        Node inside = outlines[i].draw(graph, place);
        out.add(firstRow + i, 1, graph.apply(NUMBER, graph.apply(AND, onEarth, inside)));
      }
    }
  }
}
