package io.gradstream.eval;

/**
 * One way to write a pipeline for a sample.
 *
 * @param name what its figures are shown under
 * @param encoders its encoders
 * @param network whether a network takes part in the race
 * @param past entries below {@code features:} that look at past records, empty for none
 */
record Candidate(String name, Encoders encoders, boolean network, String past) {

  static Candidate of(String name, Encoders encoders) {
    return new Candidate(name, encoders, false, "");
  }

  Candidate with(String newName, Encoders other) {
    return new Candidate(newName, other, network, past);
  }

  Candidate withNetwork(String newName) {
    return new Candidate(newName, encoders, true, past);
  }

  Candidate withPast(String newName, String entries) {
    return new Candidate(newName, encoders, network, entries);
  }
}
