package io.gradstream.core.feature;

import io.gradstream.core.data.Row;
import io.gradstream.core.math.Fence;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts, by name, the numbers that lay too far outside of what was seen and counted as the nearest
 * seen ({@link Fence}), since the validation window began.
 *
 * <p>No part of the model: live model and checkpoints share it. A number that several encoders read
 * is counted once.
 */
public final class Outliers {

  /**
   * The numbers of one name in a window.
   *
   * @param name of the field, the column or the label
   * @param strays how many counted as another number
   * @param believed how many were as far outside, and counted as they were since such kept coming
   * @param last the last of all these
   * @param origin where it came from, for people
   */
  public record Report(String name, long strays, long believed, double last, String origin) {

    /** Returns what became of them, for people. */
    public String reason() {
      String end = "; the last was at " + origin;
      if (strays == 0) {
        return "%,d of %s lay far outside of what was seen, and counted as they were, since such keep coming"
                .formatted(believed, name)
            + end;
      }
      String counted =
          "%,d of %s lay far outside of what was seen, and counted as the nearest seen"
              .formatted(strays, name);
      String followed =
          believed == 0
              ? ""
              : "; then such kept coming, and %,d counted as they were".formatted(believed);
      return counted + followed + end;
    }
  }

  private static final int STRAYS = 0;
  private static final int BELIEVED = 1;
  private static final int PARTITION = 2;
  private static final int OFFSET = 3;
  private static final int FIGURES = 4;

  /** In place of a partition: it came before the record at which it was known. */
  private static final int EARLIER = -2;

  private final Fence fence;
  private final List<String> names = new ArrayList<>();
  private final LongArray figures;
  private final DoubleArray last;
  private long[] noted = {}; // by name: the record in which one was noted last
  private long record;
  private int partition;
  private long offset;
  private long total;

  Outliers(State state, Fence fence) {
    this.fence = fence;
    figures = state.longs("outliers.figures", 0);
    last = state.doubles("outliers.last", 0);
  }

  /** Returns what decides which number is one. */
  public Fence fence() {
    return fence;
  }

  /** Returns the number of a name, the same for all who give it. */
  public int column(String name) {
    int known = names.indexOf(name);
    if (known >= 0) {
      return known;
    }
    names.add(name);
    figures.grow(FIGURES * names.size());
    last.grow(names.size());
    noted = Arrays.copyOf(noted, names.size());
    return names.size() - 1;
  }

  /** Begins a record, whose origin is that of all numbers noted from now on. */
  public void begin(Row row) {
    record++;
    partition = row.partition();
    offset = row.offset();
  }

  /** Notes the number taken last by a fence, if it was far outside. */
  public void note(int column, Fence by, double x) {
    if ((by.wasStray() || by.wasBelieved()) && noted[column] != record) {
      noted[column] = record;
      add(column, by.wasStray() ? STRAYS : BELIEVED, 1, x);
    }
  }

  /** Notes some of a column's first numbers, which began before this record. */
  public void noteFirst(int column, long count, double x) {
    if (count > 0 && noted[column] != record) {
      noted[column] = record;
      add(column, STRAYS, count, x);
      figures.set(FIGURES * column + PARTITION, EARLIER);
    }
  }

  private void add(int column, int figure, long count, double x) {
    int at = FIGURES * column;
    figures.set(at + figure, figures.get(at + figure) + count);
    figures.set(at + PARTITION, partition);
    figures.set(at + OFFSET, offset);
    last.set(column, x);
    total += count;
  }

  /** Returns the names of which there were any since {@link #next}. */
  public List<Report> reports() {
    if (total == 0) {
      return List.of();
    }
    List<Report> all = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      int at = FIGURES * column;
      long strays = figures.get(at + STRAYS);
      long believed = figures.get(at + BELIEVED);
      if (strays + believed > 0) {
        String origin = origin(at);
        all.add(new Report(names.get(column), strays, believed, last.get(column), origin));
      }
    }
    return all;
  }

  private String origin(int at) {
    int from = (int) figures.get(at + PARTITION);
    return from == EARLIER
        ? "one of the first records that had it"
        : Row.origin(from, figures.get(at + OFFSET));
  }

  /** Returns how many numbers of all names were noted since {@link #next}. */
  public long count() {
    return total;
  }

  /** Begins a window. */
  public void next() {
    if (total > 0) {
      Arrays.fill(figures.values(), 0, figures.size(), 0);
      Arrays.fill(last.values(), 0, last.size(), 0);
      figures.touchAll();
      last.touchAll();
      total = 0;
    }
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  void refresh() {
    total = 0;
    for (int at = 0; at < figures.size(); at += FIGURES) {
      total += figures.get(at + STRAYS) + figures.get(at + BELIEVED);
    }
  }

  /** Adds what a twin of the same columns has counted, whose records come after those here. */
  void merge(Outliers twin) {
    for (Report theirs : twin.reports()) {
      int column = column(theirs.name());
      int at = FIGURES * column;
      int from = FIGURES * twin.names.indexOf(theirs.name());
      figures.set(at + STRAYS, figures.get(at + STRAYS) + theirs.strays());
      figures.set(at + BELIEVED, figures.get(at + BELIEVED) + theirs.believed());
      figures.set(at + PARTITION, twin.figures.get(from + PARTITION));
      figures.set(at + OFFSET, twin.figures.get(from + OFFSET));
      last.set(column, theirs.last());
    }
    refresh();
  }
}
