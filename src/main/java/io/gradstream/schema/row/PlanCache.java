package io.gradstream.schema.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decoding plans by schema id, kept without boxing the id.
 *
 * <p>A sorted array: a topic has few schemas, and a topic with very many starts over rather than
 * growing without bound.
 */
final class PlanCache {

  /** How many plans are kept. */
  static final int CAPACITY = 1000;

  private int[] ids = {};
  private DecodingPlan[] plans = {};

  @Nullable DecodingPlan get(int id) {
    int at = Arrays.binarySearch(ids, id);
    return at >= 0 ? plans[at] : null;
  }

  void clear() {
    ids = new int[0];
    plans = new DecodingPlan[0];
  }

  void put(int id, DecodingPlan plan) {
    if (ids.length == CAPACITY) {
      clear();
    }
    int at = -1 - Arrays.binarySearch(ids, id);
    int size = ids.length;
    int[] newIds = Arrays.copyOf(ids, size + 1);
    DecodingPlan[] newPlans = Arrays.copyOf(plans, size + 1);
    System.arraycopy(ids, at, newIds, at + 1, size - at);
    System.arraycopy(plans, at, newPlans, at + 1, size - at);
    newIds[at] = id;
    newPlans[at] = plan;
    ids = newIds;
    plans = newPlans;
  }
}
