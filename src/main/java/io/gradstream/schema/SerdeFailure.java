package io.gradstream.schema;

import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Whose fault it is that a serializer or deserializer of the user's threw: the record's, or not.
 */
public enum SerdeFailure {
  /** The record's: it will never be read or written. */
  RECORD,
  /** The network's: another time it will. */
  AWAY,
  /** That of settings or rights: nothing can be read or written. */
  SETUP;

  /** Statuses by which a registry says that another time it may answer. */
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

  /** Statuses by which a registry says who may ask. */
  private static final Set<Integer> REFUSED = Set.of(401, 403);

  private static final List<String> NETWORK = List.of("java.net.", "java.nio.channels.");

  /** Judges by the first exception among the causes that tells. */
  public static SerdeFailure of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable cause : chain) {
      int status = status(cause);
      if (cause instanceof RetriableException || isNetwork(cause) || PASSING.contains(status)) {
        return isUntrusted(chain) ? SETUP : AWAY;
      }
      if (isSetup(cause) || REFUSED.contains(status)) {
        return SETUP;
      }
    }
    return RECORD;
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = thrown;
        cause != null && !chain.contains(cause);
        cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
  }

  /**
   * Readers of data throw kinds of {@link IOException} too: at the end of the bytes, for a byte
   * that is no letter, for what is no JSON. Clients of a server throw those of the network, or
   * plain ones.
   */
  private static boolean isNetwork(Throwable cause) {
    return cause.getClass() == IOException.class
        || cause instanceof InterruptedIOException
        || cause instanceof SSLException
        || cause instanceof TimeoutException
        || cause instanceof SchemaRegistryException registry && registry.isRetriable()
        || cause instanceof IOException
            && NETWORK.stream().anyMatch(cause.getClass().getName()::startsWith);
  }

  /**
   * Returns the HTTP status that the exception of Confluent's client carries, 0 for any other.
   * Their deserializer wraps it like bad data, and their classes are known by name only.
   */
  private static int status(Throwable cause) {
    if (!cause.getClass().getSimpleName().equals("RestClientException")) {
      return 0;
    }
    try {
      return cause.getClass().getMethod("getStatus").invoke(cause) instanceof Integer status
          ? status
          : 0;
    } catch (ReflectiveOperationException e) {
      return 0;
    }
  }

  private static boolean isUntrusted(List<Throwable> chain) {
    return chain.stream().anyMatch(SSLException.class::isInstance)
        && chain.stream().anyMatch(GeneralSecurityException.class::isInstance);
  }

  private static boolean isSetup(Throwable cause) {
    return cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof InvalidConfigurationException
        || cause instanceof ConfigException
        || cause instanceof InterruptException
        || cause instanceof SchemaRegistryException registry
            && registry.kind() == SchemaRegistryException.Kind.REJECTED;
  }
}
