package io.gradstream.schema.row;

import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.text.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Refuses rows that have none of the features, each being absent or null: what would be predicted
 * of them is what is predicted of nothing.
 */
public final class FeaturesRequired {

  private static final int MOST_NEAR = 5;

  private final RowLayout layout;
  private final int weight;
  private final boolean[] keys; // by the slots of categories
  private final boolean hasFeatures;

  /**
   * Creates the rule.
   *
   * @param weight the number of the layout that is no feature but a record's weight
   */
  FeaturesRequired(RowLayout layout, Optional<String> weight) {
    this(layout, weight, Set.of());
  }

  /**
   * Creates the rule.
   *
   * @param keyFields the categories of the layout that are no features but a record's key
   */
  public FeaturesRequired(RowLayout layout, Optional<String> weight, Set<String> keyFields) {
    this.layout = layout;
    this.weight = weight.map(layout.numbers()::indexOf).orElse(-1);
    keys = new boolean[layout.categories().size()];
    for (int slot = 0; slot < keys.length; slot++) {
      keys[slot] = keyFields.contains(layout.categories().get(slot));
    }
    int others =
        layout.categories().size()
            - keyFields.size()
            + layout.instants().size()
            + layout.bags().size();
    hasFeatures = layout.numbers().size() - (this.weight < 0 ? 0 : 1) + others > 0;
  }

  /** Does nothing if a row has a feature, or its pipeline reads none. */
  public void check(Row row) throws BadRecordException {
    if (isEmpty(row)) {
      throw refusal("");
    }
  }

  /**
   * Does nothing if a row has a feature, or its pipeline reads none; else says which of the
   * record's fields are nearly called like features.
   *
   * @param names the record's fields, those of records within it with their path
   */
  public void check(Row row, Supplier<? extends Collection<String>> names)
      throws BadRecordException {
    if (isEmpty(row)) {
      throw refusal(near(names.get()));
    }
  }

  private String near(Collection<String> names) {
    String near =
        names.stream()
            .filter(name -> !layout.fields().contains(name))
            .flatMap(
                name ->
                    NearestName.near(name, layout.fields()).stream()
                        .map(field -> "'%s' is near %s".formatted(name, field)))
            .limit(MOST_NEAR)
            .collect(Collectors.joining(", "));
    return near.isEmpty() ? "" : " (of its fields " + near + ")";
  }

  /** Tells whether a row has none of the features that its pipeline reads. */
  boolean isEmpty(Row row) {
    return hasFeatures && !hasNumber(row) && !hasOther(row);
  }

  /**
   * Returns why such a row is refused.
   *
   * @param nearest what the first feature may be called in truth, as the end of a sentence
   */
  BadRecordException refusal(String nearest) {
    return new BadRecordException(
        Reason.NO_FEATURES,
        "none of the features is there: no field %s%s, nor any other, or they are null; with input.on-empty: predict such records are predicted"
            .formatted(first(), nearest));
  }

  /** Returns the first feature. */
  String first() {
    List<String> fields = layout.fields(); // numbers first, and of each kind features
    boolean weightFirst = weight == 0 && layout.fields().contains(layout.numbers().get(0));
    return fields.get(weightFirst ? 1 : 0);
  }

  private boolean hasNumber(Row row) {
    for (int slot = 0; slot < layout.numbers().size(); slot++) {
      if (slot != weight && !Double.isNaN(row.number(slot))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasOther(Row row) {
    for (int slot = 0; slot < layout.categories().size(); slot++) {
      if (!keys[slot] && row.category(slot) != Row.MISSING) {
        return true;
      }
    }
    for (int slot = 0; slot < layout.instants().size(); slot++) {
      if (row.instant(slot) != Row.NO_INSTANT) {
        return true;
      }
    }
    for (int slot = 0; slot < layout.bags().size(); slot++) {
      if (!row.bag(slot).isMissing()) {
        return true;
      }
    }
    return false;
  }
}
