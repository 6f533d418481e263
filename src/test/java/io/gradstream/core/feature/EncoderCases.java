package io.gradstream.core.feature;

import java.util.List;

/** Every kind of encoder, with settings at which its state matters, for the contract suite. */
final class EncoderCases {

  /**
   * A rule for the contract suite.
   *
   * @param merging what a merge of two halves is held to
   */
  record Case(Feature feature, Merging merging) {
    @Override
    public String toString() {
      return feature.description();
    }
  }

  /** How the merged statistics of two halves compare to those of the whole. */
  enum Merging {
    /** They are the same, to rounding. */
    EQUALS_WHOLE,
    /** They are an estimate that depends on order: what is encoded stays finite. */
    ESTIMATES
  }

  private EncoderCases() {}

  static List<Case> all() {
    return List.of(
        new Case(new Standard(List.of("a", "b"), Missing.MEAN), Merging.EQUALS_WHOLE),
        new Case(new Standard(List.of("a", "b"), Missing.ZERO), Merging.EQUALS_WHOLE),
        new Case(new OneHot(List.of("c", "d")), Merging.EQUALS_WHOLE),
        new Case(new Cross(List.of("c", "d", "e")), Merging.EQUALS_WHOLE),
        new Case(new OneHot(List.of("c", "d"), Limits.atMost(3)), Merging.EQUALS_WHOLE),
        new Case(
            new OneHot(List.of("c", "d"), new Limits(1, 5, true, false, true, 0)),
            Merging.EQUALS_WHOLE),
        new Case(
            new OneHot(List.of("c", "d"), new Limits(4, 6, true, true, false, 0)),
            Merging.ESTIMATES),
        new Case(
            new OneHot(List.of("c", "d"), new Limits(1, 5, true, true, true, 1_500_000)),
            Merging.ESTIMATES),
        new Case(
            new Cross(List.of("c", "d"), new Limits(2, 12, false, true, false, 3_000_000)),
            Merging.ESTIMATES),
        new Case(
            new Ordinal("c", List.of("A", "C", "B"), Ordinal.Unknown.OTHER, Scaling.NONE),
            Merging.EQUALS_WHOLE),
        new Case(
            new Ordinal("c", List.of("A", "C", "B"), Ordinal.Unknown.ERROR, Scaling.STANDARD),
            Merging.EQUALS_WHOLE),
        new Case(new HashBuckets(List.of("c", "d"), 5, true), Merging.EQUALS_WHOLE),
        new Case(new Frequency(List.of("c", "d"), 100, Scaling.NONE), Merging.EQUALS_WHOLE),
        new Case(new Frequency(List.of("c", "d"), 3, Scaling.STANDARD), Merging.ESTIMATES),
        new Case(new TargetMean(List.of("c", "d"), 20, 100, Scaling.NONE), Merging.EQUALS_WHOLE),
        new Case(new TargetMean(List.of("c", "d"), 5, 3, Scaling.STANDARD), Merging.ESTIMATES),
        new Case(new BagOfCategories(List.of("c", "d"), true, Limits.NONE), Merging.EQUALS_WHOLE),
        new Case(
            new BagOfCategories(List.of("c"), false, new Limits(3, 5, true, true, true, 900_000)),
            Merging.ESTIMATES),
        new Case(new HashedText(List.of("c", "d"), 7, HashedText.Norm.L2), Merging.EQUALS_WHOLE));
  }
}
