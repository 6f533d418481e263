package io.gradstream.schema.row;

import java.util.List;

/**
 * A field that the layout names, as seen from a record on the way to it.
 *
 * @param path the whole dotted path, as the pipeline writes it
 * @param from where in the path the part begins that is looked for in this record
 * @param end where it ends: at the next dot, unless the dots are part of a field's name
 */
record Request(String path, int from, int end) {

  private static Request of(String path, int from) {
    int dot = path.indexOf('.', from);
    return new Request(path, from, dot < 0 ? path.length() : dot);
  }

  /** Returns the fields of a layout as seen from the record itself. */
  static List<Request> all(List<String> paths) {
    return paths.stream().map(path -> of(path, 0)).toList();
  }

  /** Returns the name that is looked for in this record. */
  String name() {
    return path.substring(from, end);
  }

  /** Tells whether the name is the last, so that the field itself is wanted, not one within. */
  boolean isLast() {
    return end == path.length();
  }

  /** Returns the request as seen from the record in the field of this name. */
  Request next() {
    return of(path, end + 1);
  }

  /** Returns all that is left of the path. */
  String rest() {
    return path.substring(from);
  }

  /** Returns the whole rest of the path as one name. */
  Request whole() {
    return new Request(path, from, path.length());
  }
}
