package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.List;

/** What the registry answers when it refuses, in the words and codes of Confluent's. */
public final class RegistryErrors {

  private RegistryErrors() {}

  static SchemaRegistryException subjectNotFound(String subject) {
    return notFound(
        subject, RegistryApi.SUBJECT_NOT_FOUND, "Subject '%s' not found.".formatted(subject));
  }

  static SchemaRegistryException versionNotFound(String subject, int version) {
    return notFound(
        subject, RegistryApi.VERSION_NOT_FOUND, "Version %d not found.".formatted(version));
  }

  static SchemaRegistryException schemaNotFound(String subject) {
    return notFound(subject, RegistryApi.SCHEMA_NOT_FOUND, "Schema not found");
  }

  /** Returns that there is no schema of an id, as it was asked for. */
  public static SchemaRegistryException idNotFound(String id) {
    return SchemaRegistryException.answered(
        "schema id " + id, 404, RegistryApi.SCHEMA_NOT_FOUND, "Schema %s not found".formatted(id));
  }

  static SchemaRegistryException guidNotFound(String guid) {
    return SchemaRegistryException.answered(
        "schema GUID " + guid,
        404,
        RegistryApi.SCHEMA_NOT_FOUND,
        "Schema %s not found".formatted(guid));
  }

  static SchemaRegistryException subjectSoftDeleted(String subject) {
    return notFound(
        subject,
        RegistryApi.SUBJECT_SOFT_DELETED,
        "Subject '%s' was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject));
  }

  static SchemaRegistryException subjectNotSoftDeleted(String subject) {
    return notFound(
        subject,
        RegistryApi.SUBJECT_NOT_SOFT_DELETED,
        "Subject '%s' was not deleted first before being permanently deleted".formatted(subject));
  }

  static SchemaRegistryException versionSoftDeleted(String subject, int version) {
    return notFound(
        subject,
        RegistryApi.VERSION_SOFT_DELETED,
        "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject, version));
  }

  static SchemaRegistryException versionNotSoftDeleted(String subject, int version) {
    return notFound(
        subject,
        RegistryApi.VERSION_NOT_SOFT_DELETED,
        "Subject '%s' Version %d was not deleted first before being permanently deleted"
            .formatted(subject, version));
  }

  /** Returns that a subject has no compatibility level of its own. */
  public static SchemaRegistryException levelNotFound(String subject) {
    return notFound(
        subject,
        RegistryApi.LEVEL_NOT_FOUND,
        "Subject '%s' does not have subject-level compatibility configured".formatted(subject));
  }

  /** Returns that a subject has no mode of its own. */
  public static SchemaRegistryException modeNotFound(String subject) {
    return notFound(
        subject,
        RegistryApi.MODE_NOT_FOUND,
        "Subject '%s' does not have subject-level mode configured".formatted(subject));
  }

  /** Returns that a version is neither a positive number nor {@code latest}. */
  public static SchemaRegistryException invalidVersion(String version) {
    return refused(
        "version",
        RegistryApi.INVALID_VERSION,
        "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\""
            .formatted(version));
  }

  static SchemaRegistryException notPermitted(String subject, String reason) {
    return refused("subject " + subject, RegistryApi.NOT_PERMITTED, reason);
  }

  static SchemaRegistryException referenced(String subject, int version) {
    return refused(
        "subject " + subject,
        RegistryApi.REFERENCED,
        "One or more references exist to the schema {magic=1,keytype=SCHEMA,subject=%s,version=%d}."
            .formatted(subject, version));
  }

  static SchemaRegistryException incompatible(String subject, List<String> reasons) {
    return SchemaRegistryException.answered(
        "subject " + subject,
        409,
        RegistryApi.INCOMPATIBLE,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\", details: %s"
            .formatted(subject, reasons));
  }

  /** Returns that a schema is none. */
  public static SchemaRegistryException invalidSchema(String details) {
    return refused(
        "schema", RegistryApi.INVALID_SCHEMA, "Invalid schema, details: %s".formatted(details));
  }

  /** Returns that a request cannot be processed as it is (HTTP 422). */
  public static SchemaRegistryException refused(String where, int code, String reason) {
    return SchemaRegistryException.answered(where, 422, code, reason);
  }

  private static SchemaRegistryException notFound(String subject, int code, String reason) {
    return SchemaRegistryException.answered("subject " + subject, 404, code, reason);
  }
}
