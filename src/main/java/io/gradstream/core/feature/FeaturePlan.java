package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The features of a pipeline, bound to one set of state arrays: from row to feature vector.
 *
 * <p>Parameter rows: the bias, then every fixed column in the order of the rules, then the
 * categories of the dictionary.
 */
public final class FeaturePlan {

  private final Encoder[] encoders;
  private final int[] starts; // positions of the encoders in the last vector, and its end
  private final Dictionary dictionary;
  private final boolean[] numeric;

  /**
   * Binds the rules.
   *
   * @param scope where the encoders' statistics live
   * @param dictionary shared by the live model and its checkpoints
   * @param memories shared likewise
   */
  public FeaturePlan(
      List<Feature> features,
      RowLayout layout,
      State.Scope scope,
      Dictionary dictionary,
      Memories memories) {
    this(features, layout, scope, dictionary, memories, "");
  }

  /** Binds rules that are part of another one, whose name begins the names of their arrays. */
  public FeaturePlan(
      List<Feature> features,
      RowLayout layout,
      State.Scope scope,
      Dictionary dictionary,
      Memories memories,
      String prefix) {
    this.dictionary = dictionary;
    encoders = new Encoder[features.size()];
    numeric = new boolean[fixedRows(features)];
    int row = FeatureVector.BIAS + 1;
    for (int i = 0; i < encoders.length; i++) {
      Feature feature = features.get(i);
      String name = prefix + feature.kind() + "." + i;
      encoders[i] = feature.bind(new Binding(layout, scope, name, row, dictionary, memories));
      for (int column = 0; column < feature.columns().size(); column++) {
        numeric[row + column] = feature.isNumber(column);
      }
      row += feature.columns().size();
    }
    starts = new int[encoders.length + 1];
  }

  /** Returns the number of parameter rows that are always there: bias and fixed columns. */
  public static int fixedRows(List<Feature> features) {
    return 1 + features.stream().mapToInt(feature -> feature.columns().size()).sum();
  }

  /** Returns how many inputs are active at once, the bias not counted. */
  public static int fanIn(List<Feature> features) {
    return features.stream()
        .mapToInt(feature -> feature.activeColumns() + feature.activeCategories())
        .sum();
  }

  /** Returns, by fixed parameter row, whether it is a number that noise may be added to. */
  public boolean[] numericRows() {
    return numeric.clone();
  }

  /** Returns why some encoder cannot take a row, for people, if so; changes nothing. */
  public Optional<String> problem(Row row) {
    for (Encoder encoder : encoders) {
      Optional<String> problem = encoder.problem(row);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** Counts the row into every encoder's statistics. */
  public void observe(Row row) {
    for (Encoder encoder : encoders) {
      encoder.observe(row);
    }
  }

  /** Counts the label of a row that was predicted into the statistics that use labels. */
  public void learn(Row row) {
    for (Encoder encoder : encoders) {
      encoder.learn(row);
    }
  }

  /** Returns the names of the columns that are always there, the bias first. */
  public static List<String> columns(List<Feature> features) {
    return Stream.concat(
            Stream.of("bias"), features.stream().flatMap(feature -> feature.columns().stream()))
        .toList();
  }

  /** Returns what each of these columns is of, see {@link Feature#source}. */
  public static List<String> sources(List<Feature> features) {
    List<String> sources = new ArrayList<>(List.of("bias"));
    for (Feature feature : features) {
      for (int column = 0; column < feature.columns().size(); column++) {
        sources.add(feature.source(column));
      }
    }
    return sources;
  }

  /** Returns what the column of a category is of, by its name: {@code carrier} of carrier=AA. */
  public static String source(List<Feature> features, String category) {
    return features.stream()
        .flatMap(
            each ->
                Stream.concat(each.fields().stream(), Stream.of(String.join(" x ", each.fields()))))
        .filter(name -> category.startsWith(name + "=") || category.startsWith(name + "#"))
        .max(Comparator.comparingInt(String::length))
        .orElse(category);
  }

  /**
   * Adds the categories and statistics of a twin, a plan of the same rules that saw other records.
   */
  public void merge(FeaturePlan twin) {
    dictionary.merge(twin.dictionary);
    for (int i = 0; i < encoders.length; i++) {
      encoders[i].merge(twin.encoders[i]);
    }
  }

  /** Recomputes what the encoders derive from the state, after it was loaded or copied. */
  public void refresh() {
    for (Encoder encoder : encoders) {
      encoder.refresh();
    }
  }

  /**
   * Counts the row into every encoder's statistics and replaces the contents of {@code out} by its
   * encoding with them, encoder by encoder.
   */
  public void encode(Row row, FeatureVector out) {
    out.clear();
    for (int i = 0; i < encoders.length; i++) {
      starts[i] = out.size();
      encoders[i].encode(row, out);
    }
    starts[encoders.length] = out.size();
  }

  /** Replaces the contents of {@code out} by the row's encoding; changes nothing else. */
  public void transform(Row row, FeatureVector out) {
    out.clear();
    for (int i = 0; i < encoders.length; i++) {
      starts[i] = out.size();
      encoders[i].transform(row, out);
    }
    starts[encoders.length] = out.size();
  }

  /** Tells what an encoder has counted. */
  public void tell(int encoder, Statistics to) {
    encoders[encoder].tell(to);
  }

  /** Writes down what {@link #transform} does with the statistics as they stand. */
  public void draw(Graph graph, Columns out) {
    for (Encoder encoder : encoders) {
      encoder.draw(graph, out);
    }
  }

  /**
   * Does the same beside a plan of the same rules that has just encoded the row: what does not
   * depend on statistics is taken over from it.
   *
   * @param from what the other plan made of the row
   */
  public void transform(Row row, FeatureVector out, FeaturePlan beside, FeatureVector from) {
    out.clear();
    for (int i = 0; i < encoders.length; i++) {
      if (encoders[i].isShared()) {
        out.append(from, beside.starts[i], beside.starts[i + 1]);
      } else {
        encoders[i].transform(row, out, beside.encoders[i]);
      }
    }
  }
}
