package io.gradstream.streams.output;

import io.gradstream.core.learn.Outcome;
import io.gradstream.core.text.ProgramVersion;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a prediction, in the order of {@link OutputSchemas#PREDICTION}: the one description
 * that all formats are written from.
 */
final class PredictionFields {

  private PredictionFields() {}

  /** A format, told of one field after another. */
  interface Sink {

    /** Writes a whole number. */
    void integer(String name, long value);

    /** Writes a whole number of 32 bits. */
    void integer(String name, int value);

    /** Writes a number, which may be NaN. */
    void number(String name, double value);

    /** Writes a number that may be absent, which is NaN. */
    void optionalNumber(String name, double value);

    /** Writes a text that may be absent. */
    void optionalText(String name, Optional<String> value);

    /** Writes numbers by name, which are absent where there are none. */
    void optionalNumbers(String name, Map<String, Double> values);

    /** Writes a text that is the same in every prediction. */
    void constant(String name, String value);
  }

  /**
   * Writes a prediction.
   *
   * @param time of its record, in milliseconds since the epoch
   * @param origin where its record was read
   */
  static void write(Outcome outcome, long time, Origin origin, Sink to) {
    to.integer("time", time);
    to.number("score", outcome.score());
    to.optionalNumber("label", PredictedClasses.label(outcome));
    to.integer("version", outcome.version());
    to.integer("source_partition", origin.partition());
    to.integer("source_offset", origin.offset());
    to.optionalText("class", PredictedClasses.predicted(outcome));
    to.optionalText("label_class", PredictedClasses.labelled(outcome));
    to.optionalNumbers("probabilities", PredictedClasses.of(outcome));
    to.constant("program_version", ProgramVersion.text());
  }
}
