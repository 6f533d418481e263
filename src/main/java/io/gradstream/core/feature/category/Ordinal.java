package io.gradstream.core.feature.category;

import io.gradstream.core.data.Categories;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.dictionary.CategoryTable;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Encodes a category as its place in a stated order: 0, 1, 2, ...
 *
 * <p>A second column tells records in which it is missing, whose number is that of the mean (0 once
 * standardised, 0 otherwise).
 *
 * @param field the field to encode
 * @param order its categories, from the least on; each once
 * @param unknown what becomes of another category
 * @param scaling what is done with the number
 */
public record Ordinal(String field, List<String> order, Unknown unknown, CategoryScale scaling)
    implements Feature {

  /** What becomes of a category that is not in the order. */
  public enum Unknown {
    /** Its record cannot be used. */
    ERROR,
    /** It has a column of its own, and the number of a missing one. */
    OTHER,
    /** It counts as missing. */
    MISSING
  }

  private static final int SHOWN = 64;

  /** Copies the list. */
  public Ordinal {
    order = List.copyOf(order);
  }

  @Override
  public String kind() {
    return "ordinal";
  }

  @Override
  public List<String> categories() {
    return List.of(field);
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(field, field + " missing"));
    if (unknown == Unknown.OTHER) {
      columns.add(field + " other");
    }
    return columns;
  }

  @Override
  public String description() {
    return "ordinal: %s of %s, unknown %s"
            .formatted(field, order, unknown.name().toLowerCase(Locale.ROOT))
        + ColumnScale.description(scaling);
  }

  @Override
  public Encoder bind(Binding binding) {
    return unknown == Unknown.ERROR ? new StrictPlaces(binding) : new Places(binding);
  }

  private class Places implements Encoder {

    private static final int NONE = -1;

    private final int slot;
    private final int firstRow;
    private final CategoryTable places = new CategoryTable();
    private final ColumnScale scale;

    Places(Binding binding) {
      slot = binding.categorySlots(List.of(field))[0];
      firstRow = binding.firstRow();
      places.clear(order.size());
      IntStream.range(0, order.size())
          .forEach(place -> places.add(Categories.hash(field, order.get(place)), place, 0));
      scale = new ColumnScale(scaling, binding, 1);
    }

    /** Returns the place of the row's category, -1 if it has none. */
    int place(Row row) {
      return places.find(row.category(slot));
    }

    int slot() {
      return slot;
    }

    @Override
    public void observe(Row row) {
      int place = place(row);
      if (place != NONE) {
        scale.observe(0, place);
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      int place = place(row);
      boolean other =
          place == NONE && unknown == Unknown.OTHER && row.category(slot) != Row.MISSING;
      out.add(firstRow, place == NONE ? 0 : scale.encoded(0, place));
      out.add(firstRow + 1, place == NONE && !other ? 1 : 0);
      if (unknown == Unknown.OTHER) {
        out.add(firstRow + 2, other ? 1 : 0);
      }
    }

    @Override
    public void tell(Statistics to) {
      scale.tell(0, field, to);
    }

    @Override
    public void draw(Graph graph, Columns out) {
      KnownTexts.refuseEmpty(graph, "ordinal of " + field, order);
      boolean other = unknown == Unknown.OTHER;
      int width = columns().size();
      double[][] rows = new double[order.size() + 2][width];
      for (int place = 0; place < order.size(); place++) {
        rows[place][0] = scale.encoded(0, place);
      }
      rows[order.size()][other ? 2 : 1] = 1;
      rows[order.size() + 1][1] = 1;
      Node place = graph.place(field, order);
      if (unknown == Unknown.ERROR) {
        double[][] refused = new double[rows.length][1];
        refused[order.size()][0] = 1;
        graph.refuseWhere(graph.apply(Operation.LESS, graph.row(0), graph.pick(place, refused)));
      }
      out.add(firstRow, width, graph.pick(place, rows));
    }

    @Override
    public void refresh() {
      // nothing is derived
    }

    @Override
    public void merge(Encoder twin) {
      scale.merge(((Places) twin).scale);
    }
  }

  private final class StrictPlaces extends Places {

    StrictPlaces(Binding binding) {
      super(binding);
    }

    @Override
    public Optional<String> problem(Row row) {
      if (row.category(slot()) == Row.MISSING || place(row) >= 0) {
        return Optional.empty();
      }
      String found = new String(row.categoryText(slot(), SHOWN), StandardCharsets.UTF_8);
      return Optional.of(
          "%s is '%s', which the order of ordinal does not have: %s"
              .formatted(field, found, order));
    }
  }
}
