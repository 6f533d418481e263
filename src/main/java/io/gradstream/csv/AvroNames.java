package io.gradstream.csv;

/** Names that Avro accepts: {@code [A-Za-z_][A-Za-z0-9_]*}. */
final class AvroNames {

  private AvroNames() {}

  /** Returns {@code name} with an underscore for whatever Avro does not accept. */
  static String valid(String name) {
    String letters = name.replaceAll("[^A-Za-z0-9_]", "_");
    return letters.isEmpty() || Character.isDigit(letters.charAt(0)) ? "_" + letters : letters;
  }
}
