package io.gradstream.schema;

/** What client and server of the Confluent Schema Registry's API both say: codes, media type. */
public final class RegistryApi {

  /** Media type of requests and answers. */
  public static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  /** The subject has no versions. */
  public static final int SUBJECT_NOT_FOUND = 40401;

  /** The subject has no such version. */
  public static final int VERSION_NOT_FOUND = 40402;

  /** There is no schema of this id, or no such schema in the subject. */
  public static final int SCHEMA_NOT_FOUND = 40403;

  /** The schema cannot read data of the subject's latest version. */
  public static final int INCOMPATIBLE = 409;

  /** The schema cannot be parsed. */
  public static final int INVALID_SCHEMA = 42201;

  /** The version is neither a positive number nor {@code latest}. */
  public static final int INVALID_VERSION = 42202;

  /** The registry failed at work. */
  public static final int INTERNAL = 50001;

  private RegistryApi() {}
}
