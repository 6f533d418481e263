package io.gradstream.crash;

import io.gradstream.streams.output.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a comparison has found.
 *
 * @param records how many input records were committed
 * @param lost those without an answer
 * @param doubled those with more than one
 * @param different those whose answer is another one than it should be
 * @param compared how many of each kind were compared, by the name of the kind
 * @param first the first difference, if there is any
 */
record Verdict(
    long records,
    List<Origin> lost,
    List<Origin> doubled,
    List<Origin> different,
    Map<String, Integer> compared,
    Optional<String> first) {

  /** Returns the same with one count more. */
  Verdict with(String what, int count) {
    Map<String, Integer> more = new LinkedHashMap<>(compared);
    more.put(what, count);
    return new Verdict(records, lost, doubled, different, more, first);
  }

  boolean isIdentical() {
    return first.isEmpty();
  }
}
