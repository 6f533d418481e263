package io.gradstream.schema.registry;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that a schema registry did not do what it was asked to.
 *
 * <p>The message names the URL with subject or id, the HTTP status and the registry's error code;
 * it never holds credentials.
 */
public final class SchemaRegistryException extends RuntimeException {

  /** What a caller can do about the failure. */
  public enum Kind {
    /** The registry answers that there is no such id, subject or version: asking again is vain. */
    NOT_FOUND,
    /** The registry has the schema, and it is not one this program can read as Avro. */
    NOT_AVRO,
    /** The registry refuses the request: incompatible, invalid, not authorised. */
    REJECTED,
    /** No registry could be reached or one failed at work: ask again later. */
    UNAVAILABLE
  }

  private static final int NO_CODE = 0;

  private final Kind kind;
  private final int status;
  private final int errorCode;
  private final String message;
  private final String reason;
  private final Duration retryAfter;

  private SchemaRegistryException(
      Kind kind, String message, int status, int errorCode, String reason) {
    this(kind, message, status, errorCode, reason, Duration.ZERO);
  }

  private SchemaRegistryException(
      Kind kind, String message, int status, int errorCode, String reason, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
    this.kind = kind;
    this.status = status;
    this.errorCode = errorCode;
    this.message = message;
    this.reason = reason;
  }

  /**
   * Returns the exception for a registry's answer.
   *
   * @param where the request's URL without credentials, or what stands for it in memory
   * @param status HTTP status
   * @param errorCode the registry's own code, such as 40403; the status if it gave none
   * @param reason the registry's message
   */
  public static SchemaRegistryException answered(
      String where, int status, int errorCode, String reason) {
    String message = "%s: %s (HTTP %d, error code %d)".formatted(where, reason, status, errorCode);
    return new SchemaRegistryException(
        kindOf(status, errorCode), message, status, errorCode, reason);
  }

  /**
   * Returns the exception for an answer with status 200 that no schema registry gives: of a proxy,
   * or of a registry that is starting or ill. It passes, or somebody has to mend it.
   */
  public static SchemaRegistryException nonsense(String where, String reason) {
    return new SchemaRegistryException(
        Kind.UNAVAILABLE,
        "%s: %s: is this a schema registry? (HTTP 200)".formatted(where, reason),
        200,
        200,
        reason);
  }

  /** Returns the exception for a schema that is not there and may be within seconds. */
  public static SchemaRegistryException notYet(SchemaRegistryException notFound) {
    return new SchemaRegistryException(
        Kind.UNAVAILABLE,
        notFound.message + "; asking again for some seconds, for a registry may hear of it late",
        notFound.status,
        notFound.errorCode,
        notFound.reason);
  }

  /** Returns the same exception whose message ends with what helps, if that is known. */
  public SchemaRegistryException withAdvice(String advice) {
    return advice.isEmpty()
        ? this
        : new SchemaRegistryException(
            kind, message + "; " + advice, status, errorCode, reason, retryAfter);
  }

  /** Returns the same exception of a registry that asks not to be asked for so long. */
  public SchemaRegistryException withRetryAfter(Duration wait) {
    return wait.isZero()
        ? this
        : new SchemaRegistryException(kind, message, status, errorCode, reason, wait);
  }

  /** Returns the exception for a request that got no answer. */
  public static SchemaRegistryException unreachable(String where, Exception cause) {
    return unreachable(where, "no answer: " + cause, cause);
  }

  /**
   * Returns the exception for a request that got no answer.
   *
   * @param reason why, in words
   */
  public static SchemaRegistryException unreachable(String where, String reason, Exception cause) {
    return unanswered(Kind.UNAVAILABLE, where, reason, cause);
  }

  /**
   * Returns the exception for a connection that client or server refused, by TLS for example, and
   * would refuse again.
   *
   * @param reason why, in words
   */
  public static SchemaRegistryException refused(String where, String reason, Exception cause) {
    return unanswered(Kind.REJECTED, where, reason, cause);
  }

  private static SchemaRegistryException unanswered(
      Kind kind, String where, String reason, Exception cause) {
    SchemaRegistryException exception =
        new SchemaRegistryException(kind, where + ": " + reason, NO_CODE, NO_CODE, reason);
    exception.initCause(cause);
    return exception;
  }

  /**
   * Returns the exception for a request that failed at every one of a registry's addresses: that of
   * {@code weightiest}, with the messages of all.
   */
  public static SchemaRegistryException everywhere(
      SchemaRegistryException weightiest, List<SchemaRegistryException> all) {
    String message =
        all.stream().map(SchemaRegistryException::getMessage).collect(Collectors.joining("; "));
    SchemaRegistryException exception =
        new SchemaRegistryException(
            weightiest.kind,
            message,
            weightiest.status,
            weightiest.errorCode,
            weightiest.reason,
            weightiest.retryAfter);
    all.forEach(exception::addSuppressed);
    return exception;
  }

  /** Returns the exception for a schema that is there and cannot be read as Avro. */
  public static SchemaRegistryException notAvro(String where, String reason) {
    return new SchemaRegistryException(
        Kind.NOT_AVRO, where + ": " + reason, NO_CODE, NO_CODE, reason);
  }

  /** A bare 404 is a wrong URL, not a missing schema: only the registry's codes say the latter. */
  private static Kind kindOf(int status, int errorCode) {
    return switch (errorCode) {
      case RegistryApi.SUBJECT_NOT_FOUND,
          RegistryApi.VERSION_NOT_FOUND,
          RegistryApi.SCHEMA_NOT_FOUND ->
          Kind.NOT_FOUND;
      default -> isPassing(status) ? Kind.UNAVAILABLE : Kind.REJECTED;
    };
  }

  /** A login page that a proxy leads to for a while is no reason to give up either. */
  private static boolean isPassing(int status) {
    return status >= 500 || status == 429 || status == 408 || status / 100 == 3;
  }

  /** Returns what a caller can do about it. */
  public Kind kind() {
    return kind;
  }

  /** Tells whether the registry has no such id, subject or version. */
  public boolean isNotFound() {
    return kind == Kind.NOT_FOUND;
  }

  /** Tells whether the answer is one that no registry gives. */
  public boolean isNonsense() {
    return kind == Kind.UNAVAILABLE && status == 200;
  }

  /** Tells whether the same request may succeed later. */
  public boolean isRetriable() {
    return kind == Kind.UNAVAILABLE;
  }

  /** Returns the HTTP status, 0 if there was no answer. */
  public int status() {
    return status;
  }

  /** Returns the registry's error code, such as 40403; 0 if there was no answer. */
  public int errorCode() {
    return errorCode;
  }

  /** Returns how long the registry asks not to be asked again; zero if it says nothing. */
  public Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** Returns the bare reason, without place and codes. */
  public String reason() {
    return reason;
  }
}
