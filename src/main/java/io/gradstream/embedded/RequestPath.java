package io.gradstream.embedded;

import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.memory.RegistryErrors;
import io.gradstream.schema.registry.memory.Shown;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What a request says in its path and its query. */
final class RequestPath {

  private static final String CONTEXT = ":.";

  private RequestPath() {}

  /**
   * Returns the subject of a request.
   *
   * @throws io.gradstream.schema.registry.SchemaRegistryException if it is of another context: of
   *     these there is the default one only
   */
  static String subject(Context context) {
    String subject = context.pathParam("subject");
    if (subject.startsWith(CONTEXT)) {
      throw RegistryErrors.refused(
          "subject " + subject,
          RegistryApi.INVALID_SUBJECT,
          "The subject '%s' is not valid: this registry has no contexts, so no subject begins with %s"
              .formatted(subject, CONTEXT));
    }
    return subject;
  }

  /** Returns the number of a version, empty for the latest. */
  static OptionalInt version(Context context) {
    String version = context.pathParam("version");
    if (version.equals("latest") || version.equals("-1")) {
      return OptionalInt.empty();
    }
    int number = number(version).orElse(0);
    if (number < 1) {
      throw RegistryErrors.invalidVersion(version);
    }
    return OptionalInt.of(number);
  }

  static int id(Context context) {
    String id = context.pathParam("id");
    return number(id).orElseThrow(() -> RegistryErrors.idNotFound(id));
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static boolean flag(Context context, String name) {
    return Boolean.parseBoolean(context.queryParam(name));
  }

  static String text(Context context, String name) {
    return Objects.requireNonNullElse(context.queryParam(name), "");
  }

  static Shown shown(Context context) {
    return Shown.of(flag(context, "deleted"), flag(context, "deletedOnly"));
  }
}
