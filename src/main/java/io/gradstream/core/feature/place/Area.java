package io.gradstream.core.feature.place;

import java.util.List;

/**
 * A named area of one or more rings; a point is in it if it is in an odd number of them, so that a
 * ring within another is a hole.
 *
 * @param name what its column is called
 * @param rings corners of each ring, three or more; the last is joined to the first
 */
public record Area(String name, List<List<Position>> rings) {

  /** Copies the lists. */
  public Area {
    rings = rings.stream().map(List::copyOf).toList();
    if (rings.isEmpty() || rings.stream().anyMatch(ring -> ring.size() < 3)) {
      throw new IllegalArgumentException(
          "area '%s' must have a ring, and three corners or more in each".formatted(name));
    }
  }
}
