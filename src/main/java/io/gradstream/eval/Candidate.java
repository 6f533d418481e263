package io.gradstream.eval;

/**
 * One way to write a pipeline for a sample.
 *
 * @param name what its figures are shown under
 * @param encoders its encoders
 * @param network whether a network takes part in the race
 * @param logarithms whether the label is learned as its logarithm
 * @param past entries below {@code features:} that look at past records, empty for none
 */
record Candidate(String name, Encoders encoders, boolean network, boolean logarithms, String past) {

  static Candidate of(String name, Encoders encoders) {
    return new Candidate(name, encoders, false, false, "");
  }

  Candidate with(String newName, Encoders other) {
    return new Candidate(newName, other, network, logarithms, past);
  }

  Candidate withNetwork(String newName) {
    return new Candidate(newName, encoders, true, logarithms, past);
  }

  Candidate withLogarithms(String newName) {
    return new Candidate(newName, encoders, network, true, past);
  }

  Candidate withPast(String newName, String entries) {
    return new Candidate(newName, encoders, network, logarithms, entries);
  }
}
