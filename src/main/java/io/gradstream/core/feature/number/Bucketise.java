package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.text.WholeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Encodes numbers as one 0/1 column for each bucket they may fall into, and one for missing ones.
 *
 * <p>An edge belongs to the bucket above it: {@code [10, 20)}, as in pandas' {@code
 * cut(right=False)} and scikit-learn's {@code KBinsDiscretizer}. Below the first edge and from the
 * last one on there is a bucket each.
 *
 * @param fields the fields to encode
 * @param buckets where one bucket ends and the next begins
 */
public record Bucketise(List<String> fields, Buckets buckets) implements Feature {

  /** Where one bucket ends and the next begins. */
  public sealed interface Buckets {

    /** Returns the names of a field's buckets, from below. */
    List<String> names(String field);

    /** Returns the edges in words. */
    String description();
  }

  /**
   * Edges that are given.
   *
   * @param edges one or more, each greater than the one before
   */
  public record Edges(List<Double> edges) implements Buckets {

    /** Copies the list and checks its order. */
    public Edges {
      edges = List.copyOf(edges);
      for (int i = 1; i < edges.size(); i++) {
        if (!(edges.get(i - 1) < edges.get(i))) {
          throw new IllegalArgumentException(
              "edges must rise, or a bucket would be empty: %s is followed by %s"
                  .formatted(Derivation.text(edges.get(i - 1)), Derivation.text(edges.get(i))));
        }
      }
    }

    @Override
    public List<String> names(String field) {
      List<String> names = new ArrayList<>();
      names.add(field + " < " + Derivation.text(edges.get(0)));
      for (int i = 1; i < edges.size(); i++) {
        names.add(
            "%s in [%s, %s)"
                .formatted(
                    field, Derivation.text(edges.get(i - 1)), Derivation.text(edges.get(i))));
      }
      names.add(field + " >= " + Derivation.text(edges.get(edges.size() - 1)));
      return names;
    }

    @Override
    public String description() {
      return "edges " + edges;
    }
  }

  /**
   * Edges at equal shares of a field's last values, the current record's included, each quantile
   * interpolated linearly.
   *
   * @param count how many buckets, 2 or more
   * @param window how many of a field's last values count, 2 or more
   */
  public record Quantiles(int count, int window) implements Buckets {

    /** How many buckets there may be. */
    public static final WholeRange COUNT = WholeRange.atLeast(2);

    /** Checks the ranges. */
    public Quantiles {
      COUNT.check("quantiles", count);
      Scaling.WINDOW.check("window", window);
    }

    @Override
    public List<String> names(String field) {
      return IntStream.rangeClosed(1, count)
          .mapToObj(i -> field + " quantile " + i + " of " + count)
          .toList();
    }

    @Override
    public String description() {
      return "quantiles " + count + ", window " + window;
    }
  }

  /** Copies the list. */
  public Bucketise {
    fields = List.copyOf(fields);
  }

  @Override
  public String kind() {
    return "bucketise";
  }

  @Override
  public List<String> numbers() {
    return fields;
  }

  /** Returns each field's buckets from below, then its column for missing values. */
  @Override
  public List<String> columns() {
    List<String> all = new ArrayList<>();
    for (String field : fields) {
      all.addAll(buckets.names(field));
      all.add(field + " missing");
    }
    return List.copyOf(all);
  }

  /** Returns one column a field: a number is in one bucket. */
  @Override
  public int activeColumns() {
    return fields.size();
  }

  @Override
  public String source(int column) {
    return fields.get(column * fields.size() / columns().size());
  }

  @Override
  public String description() {
    return kind() + ": " + fields + ", " + buckets.description();
  }

  @Override
  public Encoder bind(Binding binding) {
    if (buckets instanceof Edges given) {
      double[] edges = given.edges().stream().mapToDouble(Double::doubleValue).toArray();
      return new BucketEncoder(binding, fields, new BucketEncoder.FixedEdges(edges));
    }
    Quantiles learned = (Quantiles) buckets;
    NumberWindows windows = new NumberWindows(binding, fields.size(), learned.window());
    return new BucketEncoder(
        binding, fields, new BucketEncoder.LearnedEdges(windows, learned.count()));
  }
}
