package io.gradstream.core.data;

/**
 * Where a schema keeps what a field is called outside of it, since the schema's own names are
 * restricted: Avro's are letters, digits and underscores.
 */
public final class OriginalName {

  /** The property of an Avro field that holds the name. */
  public static final String PROPERTY = "originalName";

  private OriginalName() {}
}
