package io.gradstream.core.feature.category;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.text.WholeRange;
import java.util.List;

/**
 * Encodes a category as its share of the records so far, the current one included: {@code count /
 * n}. A missing value is a category like any other.
 *
 * @param fields the fields to encode, one column each
 * @param maxCategories how many categories of a field are counted each; the rest together
 * @param scaling what is done with the share
 */
public record Frequency(List<String> fields, int maxCategories, CategoryScale scaling)
    implements Feature {

  /** How many categories of a field may be counted each. */
  public static final WholeRange MAX_CATEGORIES = WholeRange.atLeast(1);

  /** Copies the list and checks the range. */
  public Frequency {
    fields = List.copyOf(fields);
    MAX_CATEGORIES.check("max-categories", maxCategories);
  }

  @Override
  public String kind() {
    return "frequency";
  }

  @Override
  public List<String> categories() {
    return fields;
  }

  @Override
  public List<String> columns() {
    return fields.stream().map(field -> field + " frequency").toList();
  }

  @Override
  public String source(int column) {
    return fields.get(column);
  }

  @Override
  public String description() {
    return "frequency: %s, max-categories %d".formatted(fields, maxCategories)
        + ColumnScale.description(scaling);
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Shares(binding, this);
  }

  private static final class Shares extends TallyEncoder {

    Shares(Binding binding, Frequency rule) {
      super(
          binding,
          rule,
          "share",
          rule.maxCategories(),
          1,
          new Totals("records", 1),
          rule.scaling());
    }

    @Override
    public void observe(Row row) {
      addTotal(0, 1);
      for (int i = 0; i < fields(); i++) {
        tallies(i).add(admit(row, i), 0, 1);
        observeScale(row, i);
      }
    }

    @Override
    double value(Tallies field, int entry) {
      double n = total(0);
      return n == 0 ? 0 : field.get(entry, 0) / n;
    }
  }
}
