package io.gradstream.watch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Figures of windows by name, in the order of the windows, in bounded memory for ever.
 *
 * <p>Either all windows are there, thinned: when every bin is taken, each two neighbours become
 * one, and from then on a bin holds twice as many windows. Or the newest alone are, one a bin. A
 * bin knows mean, least and greatest of each figure, so that no peak is lost to thinning. Not
 * thread-safe.
 */
final class Bins {

  /** Figures beyond so many names are left out: what is kept must have a bound. */
  static final int MOST_NAMES = 80;

  private final boolean thins;
  private final int[] windows; // how many each bin holds
  private final double[] numbers; // of a bin's last window
  private final double[] records;
  private final double[] times;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private int perBin = 1;
  private int size;

  /** A figure in each bin. */
  private static final class Column {
    final double[] sums;
    final double[] least;
    final double[] greatest;
    final int[] counts;

    Column(int capacity) {
      sums = new double[capacity];
      least = new double[capacity];
      greatest = new double[capacity];
      counts = new int[capacity];
    }

    void clear(int from, int to) {
      Arrays.fill(sums, from, to, 0);
      Arrays.fill(counts, from, to, 0);
      Arrays.fill(least, from, to, Double.POSITIVE_INFINITY);
      Arrays.fill(greatest, from, to, Double.NEGATIVE_INFINITY);
    }

    void add(int bin, double value) {
      sums[bin] += value;
      counts[bin]++;
      least[bin] = Math.min(least[bin], value);
      greatest[bin] = Math.max(greatest[bin], value);
    }

    void merge(int to, int a, int b) {
      sums[to] = sums[a] + sums[b];
      counts[to] = counts[a] + counts[b];
      least[to] = Math.min(least[a], least[b]);
      greatest[to] = Math.max(greatest[a], greatest[b]);
    }

    void move(int from, int length) {
      System.arraycopy(sums, from, sums, 0, length);
      System.arraycopy(counts, from, counts, 0, length);
      System.arraycopy(least, from, least, 0, length);
      System.arraycopy(greatest, from, greatest, 0, length);
    }
  }

  private Bins(boolean thins, int capacity) {
    if (capacity < 2 || capacity % 2 != 0) {
      throw new IllegalArgumentException("capacity must be even and 2 or more, was " + capacity);
    }
    this.thins = thins;
    windows = new int[capacity];
    numbers = new double[capacity];
    records = new double[capacity];
    times = new double[capacity];
  }

  /** Returns bins of all windows, at most {@code capacity}, which is even. */
  static Bins ofAll(int capacity) {
    return new Bins(true, capacity);
  }

  /** Returns bins of the newest windows, at most {@code capacity}, which is even. */
  static Bins ofNewest(int capacity) {
    return new Bins(false, capacity);
  }

  /**
   * Adds a window.
   *
   * @param number of the window
   * @param labelled records so far
   * @param time of its last record, in milliseconds since the epoch
   * @param values by name; what is not finite counts as not there
   */
  void add(long number, double labelled, double time, Map<String, Double> values) {
    boolean open = size > 0 && windows[size - 1] < perBin;
    if (!open && size == windows.length) {
      makeRoom();
      open = windows[size - 1] < perBin;
    }
    if (!open) {
      clear(size, size + 1);
      size++;
    }
    int bin = size - 1;
    windows[bin]++;
    numbers[bin] = number;
    records[bin] = labelled;
    times[bin] = time;
    values.forEach((name, value) -> add(bin, name, value));
  }

  private void add(int bin, String name, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    Column column = columns.get(name);
    if (column == null) {
      if (columns.size() == MOST_NAMES) {
        return;
      }
      column = new Column(windows.length);
      column.clear(0, windows.length);
      columns.put(name, column);
    }
    column.add(bin, value);
  }

  private void makeRoom() {
    int half = windows.length / 2;
    if (thins) {
      for (int i = 0; i < half; i++) {
        int last = 2 * i + 1;
        windows[i] = windows[2 * i] + windows[last];
        numbers[i] = numbers[last];
        records[i] = records[last];
        times[i] = times[last];
        for (Column column : columns.values()) {
          column.merge(i, 2 * i, last);
        }
      }
      perBin *= 2;
    } else {
      System.arraycopy(windows, half, windows, 0, half);
      System.arraycopy(numbers, half, numbers, 0, half);
      System.arraycopy(records, half, records, 0, half);
      System.arraycopy(times, half, times, 0, half);
      columns.values().forEach(column -> column.move(half, half));
    }
    size = half;
    clear(half, windows.length);
  }

  private void clear(int from, int to) {
    Arrays.fill(windows, from, to, 0);
    columns.values().forEach(column -> column.clear(from, to));
  }

  /** Returns how many bins are taken. */
  int size() {
    return size;
  }

  /** Returns the mean of a figure in each bin, NaN where it is not there. */
  double[] means(String name) {
    double[] means = new double[size];
    Column column = columns.get(name);
    Arrays.fill(means, Double.NaN);
    for (int i = 0; column != null && i < size; i++) {
      if (column.counts[i] > 0) {
        means[i] = column.sums[i] / column.counts[i];
      }
    }
    return means;
  }

  /**
   * Returns what is there, to be drawn.
   *
   * @param ranged what the names begin with of figures whose least and greatest are drawn, too
   */
  Snapshot.Lines lines(String ranged) {
    Map<String, Snapshot.Line> lines = new LinkedHashMap<>();
    columns.forEach(
        (name, column) -> {
          boolean wide = perBin > 1 && name.startsWith(ranged);
          lines.put(
              name,
              new Snapshot.Line(
                  means(name),
                  wide ? finite(column.least) : null,
                  wide ? finite(column.greatest) : null));
        });
    return new Snapshot.Lines(
        perBin,
        Arrays.copyOf(numbers, size),
        Arrays.copyOf(records, size),
        Arrays.copyOf(times, size),
        lines);
  }

  private double[] finite(double[] values) {
    double[] copy = Arrays.copyOf(values, size);
    for (int i = 0; i < size; i++) {
      copy[i] = Double.isFinite(copy[i]) ? copy[i] : Double.NaN;
    }
    return copy;
  }
}
