package io.gradstream.core.feature;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

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
            Merging.ESTIMATES),
        new Case(
            new Rolling(
                Series.of(List.of("a", "b")),
                List.of(Statistic.values()),
                Window.last(9),
                new Keying(List.of("c"), 1000, 0),
                RecalledScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(
            new Rolling(
                Series.records(),
                List.of(Statistic.COUNT),
                new Window(50, 3_600_000),
                Keying.overall(),
                RecalledScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(
            new Rolling(
                Series.label(),
                List.of(Statistic.MEAN, Statistic.COUNT),
                new Window(20, 7_200_000),
                new Keying(List.of("c", "d"), 5, 3_600_000),
                RecalledScale.STANDARD),
            Merging.ESTIMATES),
        new Case(
            new SinceLast(new Keying(List.of("d"), 1000, 0), RecalledScale.NONE),
            Merging.EQUALS_WHOLE),
        new Case(new SinceLast(Keying.overall(), RecalledScale.LOG), Merging.ESTIMATES));
  }
}
