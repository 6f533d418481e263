package io.gradstream.eval;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds columns of numbers in which different texts are one number, as {@code 1.10} and {@code 1.1}
 * are: of amounts that is right, of versions and codes it is not.
 */
final class Meetings {

  private Meetings() {}

  /** Returns a sentence for each such column, by the columns' names. */
  static Map<String, String> of(Sample sample) {
    Map<String, String> sentences = new LinkedHashMap<>();
    for (SampleColumn column : sample.columns()) {
      boolean numbers =
          column.type() == SampleColumn.Type.WHOLE || column.type() == SampleColumn.Type.NUMBER;
      Optional<String> sentence = numbers ? of(column) : Optional.empty();
      sentence.ifPresent(it -> sentences.put(column.name(), it));
    }
    return sentences;
  }

  private static Optional<String> of(SampleColumn column) {
    Map<Double, String> texts = new HashMap<>();
    String pair = "";
    int more = -1;
    double[] numbers = column.numbers();
    for (int code = 0; code < numbers.length; code++) {
      String text = column.values().get(code);
      String other = texts.putIfAbsent(numbers[code] + 0.0, text);
      if (other != null) {
        more++;
        pair = pair.isEmpty() ? "%s and %s".formatted(other, text) : pair;
      }
    }
    return pair.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s%s; if they are versions or codes, let the topic's schema have them as strings (--schema)"
                .formatted(pair, more == 0 ? "" : ", and %,d more".formatted(more)));
  }
}
