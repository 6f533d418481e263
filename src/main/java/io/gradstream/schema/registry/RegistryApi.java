package io.gradstream.schema.registry;

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

  /** The subject is deleted already, softly. */
  public static final int SUBJECT_SOFT_DELETED = 40404;

  /** The subject is to be deleted permanently and was not deleted softly before. */
  public static final int SUBJECT_NOT_SOFT_DELETED = 40405;

  /** The version is deleted already, softly. */
  public static final int VERSION_SOFT_DELETED = 40406;

  /** The version is to be deleted permanently and was not deleted softly before. */
  public static final int VERSION_NOT_SOFT_DELETED = 40407;

  /** The subject has no compatibility level of its own. */
  public static final int LEVEL_NOT_FOUND = 40408;

  /** The subject has no mode of its own. */
  public static final int MODE_NOT_FOUND = 40409;

  /** The schema breaks the subject's compatibility level. */
  public static final int INCOMPATIBLE = 409;

  /** The schema cannot be parsed. */
  public static final int INVALID_SCHEMA = 42201;

  /** The version is neither a positive number nor {@code latest}. */
  public static final int INVALID_VERSION = 42202;

  /** There is no such compatibility level. */
  public static final int INVALID_LEVEL = 42203;

  /** There is no such mode. */
  public static final int INVALID_MODE = 42204;

  /** The mode forbids the change. */
  public static final int NOT_PERMITTED = 42205;

  /** Other schemas refer to the version. */
  public static final int REFERENCED = 42206;

  /** The subject's name is not one that the registry takes. */
  public static final int INVALID_SUBJECT = 42208;

  /** The registry failed at work. */
  public static final int INTERNAL = 50001;

  private RegistryApi() {}
}
