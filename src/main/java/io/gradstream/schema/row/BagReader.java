package io.gradstream.schema.row;

import io.gradstream.core.data.Bag;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import java.util.List;

/**
 * Reads an array's items as categories, each by a plan that reads one category into a row of its
 * own, so that they are what a field of the item's type would be. Items that are null are left out.
 */
final class BagReader implements ValueReader {

  /** How many items an array may have; some types take no bytes, so that nothing else bounds it. */
  static final int MOST = 1 << 20;

  private static final LabelRule NO_LABEL = LabelRule.binary("");

  private final List<Step> steps;
  private final DecodingPlan plan;
  private final Row item;

  /**
   * Creates a reader.
   *
   * @param layout as {@link #item} returns it
   * @param steps what reads an item by that layout
   */
  BagReader(RowLayout layout, List<Step> steps) {
    this.steps = steps;
    plan = new DecodingPlan(layout, steps, new byte[0], false);
    item = new Row(layout);
  }

  /** Returns the layout of a row that holds one item of a field. */
  static RowLayout item(String path) {
    return RowLayout.of(List.of(), List.of(path), NO_LABEL);
  }

  @Override
  public List<BadRecordException> refusals() {
    return steps.stream().flatMap(step -> step.refusals().stream()).toList();
  }

  @Override
  public void read(BinaryInput in, Row row, int slot) throws BadRecordException {
    Bag bag = row.bag(slot);
    bag.begin();
    long left = MOST;
    for (long count = in.readLong(); count != 0; count = in.readLong()) {
      if (count < 0) {
        in.readLength(); // of the block in bytes, for those who pass over it
        count = -count;
      }
      if (!steps.isEmpty()) { // else all items are null and take no bytes
        left -= count;
        items(count, left, in, bag);
      }
    }
  }

  private void items(long count, long left, BinaryInput in, Bag bag) throws BadRecordException {
    if (count < 0 || left < 0) {
      throw in.malformed("an array has more than %d items".formatted(MOST));
    }
    for (long i = 0; i < count; i++) {
      plan.run(in, item);
      item.addCategoryTo(bag, 0);
    }
  }
}
