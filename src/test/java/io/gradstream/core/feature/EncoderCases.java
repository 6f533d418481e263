package io.gradstream.core.feature;

import io.gradstream.core.feature.category.BagOfCategories;
import io.gradstream.core.feature.category.CategoryScale;
import io.gradstream.core.feature.category.Cross;
import io.gradstream.core.feature.category.Frequency;
import io.gradstream.core.feature.category.HashBuckets;
import io.gradstream.core.feature.category.HashedText;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.category.Ordinal;
import io.gradstream.core.feature.category.TargetMean;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.feature.number.Bucketise;
import io.gradstream.core.feature.number.Combination;
import io.gradstream.core.feature.number.Derived;
import io.gradstream.core.feature.number.Elementwise;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Scaled;
import io.gradstream.core.feature.number.Scaling;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.Lag;
import io.gradstream.core.feature.past.PastWindow;
import io.gradstream.core.feature.past.RecalledScale;
import io.gradstream.core.feature.past.Rolling;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.feature.past.SinceLast;
import io.gradstream.core.feature.past.Statistic;
import io.gradstream.core.feature.pca.Pca;
import io.gradstream.core.feature.place.Area;
import io.gradstream.core.feature.place.Cycle;
import io.gradstream.core.feature.place.Cyclic;
import io.gradstream.core.feature.place.Distance;
import io.gradstream.core.feature.place.Inside;
import io.gradstream.core.feature.place.Position;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every kind of encoder, with settings at which its state matters, for the contract suite. */
public final class EncoderCases {

  /**
   * A rule for the contract suite.
   *
   * @param merging what a merge of two halves is held to
   */
  public record Case(Feature feature, Merging merging) {
    @Override
    public String toString() {
      return feature.description();
    }
  }

  /**
   * How near the merged statistics of two halves are to those of the whole.
   *
   * @param most how far from the whole's the merged one's encoding may be, as a share of that of
   *     the half that is farther; 0 if they are the same, to rounding
   */
  public record Merging(double most) {

    /** They are the same, to rounding. */
    static final Merging EQUALS_WHOLE = new Merging(0);

    /** They are an estimate that depends on order. */
    static Merging estimates(double most) {
      return new Merging(most);
    }
  }

  private static final List<String> AB = List.of("a", "b");
  private static final List<String> ABC = List.of("a", "b", "c");

  private EncoderCases() {}

  /** Returns all cases. */
  public static List<Case> all() {
    List<Case> all = new ArrayList<>();
    all.addAll(numeric());
    all.addAll(reduced());
    all.addAll(others());
    return all;
  }

  private static List<Case> numeric() {
    Missing last = Missing.LAST.withIndicator();
    Missing number = Missing.constant(-2.5).withIndicator();
    return List.of(
        exact(new Standard(AB, Missing.MEAN)),
        exact(new Standard(AB, Missing.ZERO)),
        exact(new Standard(AB, number)),
        new Case(new Standard(AB, last), Merging.EQUALS_WHOLE),
        exact(new Hats(AB, Missing.MEAN)),
        exact(new Hats(ABC, number)),
        new Case(new Hats(AB, last), Merging.EQUALS_WHOLE),
        exact(new Scaled(AB, Missing.MEAN, new Scaling.MinMax())),
        exact(new Scaled(AB, number, new Scaling.MinMax())),
        exact(new Scaled(AB, Missing.MEAN, new Scaling.MaxAbs())),
        exact(new Scaled(AB, Missing.MEAN, new Scaling.Robust(17))),
        exact(new Scaled(AB, Missing.ZERO, new Scaling.Robust(1000))),
        exact(new Scaled(AB, Missing.MEAN, new Scaling.Exponential(0.97))),
        exact(new Scaled(AB, number, new Scaling.Exponential(0.999))),
        exact(new Derived(new Elementwise.Log1p(AB), number, true)),
        exact(new Derived(new Elementwise.Power(AB, 0.5), Missing.MEAN, true)),
        exact(new Derived(new Elementwise.Clip(AB, -0.5, 1), Missing.MEAN, false)),
        exact(new Derived(new Combination.Polynomial(ABC, false), Missing.MEAN, true)),
        exact(new Derived(new Combination.Polynomial(AB, true), number, false)),
        exact(new Derived(new Combination.Ratio(AB), Missing.ZERO, true)),
        exact(new Derived(new Combination.Difference(AB), Missing.MEAN, true)),
        exact(new Bucketise(AB, new Bucketise.Edges(List.of(-1.0, 0.0, 0.5)))),
        exact(new Bucketise(AB, new Bucketise.Quantiles(5, 30))));
  }

  private static List<Case> reduced() {
    Feature numbers = new Standard(ABC, Missing.MEAN);
    return List.of(
        new Case(new Pca(List.of(numbers), 2, 0.001, false), Merging.estimates(0.25)),
        new Case(
            new Pca(List.of(numbers, new OneHot(List.of("d", "e"))), 3, 0, true),
            Merging.estimates(0.25)),
        new Case(
            new Pca(
                List.of(
                    new Scaled(AB, Missing.LAST, new Scaling.Robust(30)),
                    new OneHot(List.of("d"), new Limits(2, 4, true, true, false, 1_000_000))),
                2,
                0.01,
                true),
            Merging.estimates(0.11)));
  }

  private static Case exact(Feature feature) {
    return new Case(feature, Merging.EQUALS_WHOLE);
  }

  private static List<Case> others() {
    return List.of(
        new Case(new OneHot(List.of("c", "d")), Merging.EQUALS_WHOLE),
        new Case(
            new Cyclic(Optional.of("t"), List.of(Cycle.values()), ZoneId.of("America/New_York")),
            Merging.EQUALS_WHOLE),
        new Case(
            new Cyclic(Optional.empty(), List.of(Cycle.HOUR_OF_DAY), ZoneId.of("UTC")),
            Merging.EQUALS_WHOLE),
        new Case(
            new Inside(
                "a",
                "b",
                List.of(
                    new Area(
                        "A",
                        List.of(
                            List.of(
                                new Position(-1, -1),
                                new Position(2, -1),
                                new Position(2, 1),
                                new Position(-1, 1)))))),
            Merging.EQUALS_WHOLE),
        new Case(new Distance("a", "b", new Position(8, 47), true), Merging.EQUALS_WHOLE),
        new Case(new Distance("a", "b", new Position(8, 47), false), Merging.EQUALS_WHOLE),
        new Case(new Cross(List.of("c", "d", "e")), Merging.EQUALS_WHOLE),
        new Case(
            new Lag(
                Series.of(List.of("a", "b")),
                List.of(1, 2, 7),
                new Keying(List.of("c", "d"), 1000, 0),
                RecalledScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(
            new Lag(Series.label(), List.of(24, 1), Keying.overall(), RecalledScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(
            new Lag(
                Series.of(List.of("a")),
                List.of(1, 5),
                new Keying(List.of("c"), 4, 600_000),
                RecalledScale.STANDARD),
            Merging.estimates(0.01)),
        new Case(
            new Rolling(
                Series.of(List.of("a", "b")),
                List.of(Statistic.values()),
                PastWindow.last(9),
                new Keying(List.of("c"), 1000, 0),
                RecalledScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(
            new Rolling(
                Series.records(),
                List.of(Statistic.COUNT),
                new PastWindow(50, 3_600_000),
                Keying.overall(),
                RecalledScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(
            new Rolling(
                Series.label(),
                List.of(Statistic.MEAN, Statistic.COUNT),
                new PastWindow(20, 7_200_000),
                new Keying(List.of("c", "d"), 5, 3_600_000),
                RecalledScale.STANDARD),
            Merging.EQUALS_WHOLE),
        new Case(
            new SinceLast(new Keying(List.of("d"), 1000, 0), RecalledScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(new SinceLast(Keying.overall(), RecalledScale.LOG), Merging.EQUALS_WHOLE),
        new Case(new OneHot(List.of("c", "d"), Limits.atMost(3)), Merging.EQUALS_WHOLE),
        new Case(
            new OneHot(List.of("c", "d"), new Limits(1, 5, true, false, true, 0)),
            Merging.EQUALS_WHOLE),
        new Case(
            new OneHot(List.of("c", "d"), new Limits(4, 6, true, true, false, 0)),
            Merging.EQUALS_WHOLE),
        new Case(
            new OneHot(List.of("c", "d"), new Limits(1, 5, true, true, true, 1_500_000)),
            Merging.estimates(1)),
        new Case(
            new Cross(List.of("c", "d"), new Limits(2, 12, false, true, false, 3_000_000)),
            Merging.estimates(1)),
        new Case(
            new Ordinal("c", List.of("A", "C", "B"), Ordinal.Unknown.OTHER, CategoryScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(
            new Ordinal("c", List.of("A", "C", "B"), Ordinal.Unknown.ERROR, CategoryScale.STANDARD),
            Merging.EQUALS_WHOLE),
        new Case(new HashBuckets(List.of("c", "d"), 5, true), Merging.EQUALS_WHOLE),
        new Case(new Frequency(List.of("c", "d"), 100, CategoryScale.NONE), Merging.EQUALS_WHOLE),
        new Case(
            new Frequency(List.of("c", "d"), 3, CategoryScale.STANDARD), Merging.estimates(0.5)),
        new Case(
            new TargetMean(List.of("c", "d"), 20, 100, CategoryScale.NONE), Merging.EQUALS_WHOLE),
        new Case(
            new TargetMean(List.of("c", "d"), 5, 3, CategoryScale.STANDARD),
            Merging.estimates(0.75)),
        new Case(new BagOfCategories(List.of("c", "d"), true, Limits.NONE), Merging.EQUALS_WHOLE),
        new Case(
            new BagOfCategories(List.of("c"), false, new Limits(3, 5, true, true, true, 900_000)),
            Merging.estimates(0.5)),
        new Case(new HashedText(List.of("c", "d"), 7, HashedText.Norm.L2), Merging.EQUALS_WHOLE));
  }
}
