package io.gradstream.schema;

import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
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

  private static final List<String> NETWORK = List.of("java.net.", "java.nio.channels.");

  /** Judges by the first exception among the causes that tells. */
  public static SerdeFailure of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    for (Throwable cause : chain) {
      if (cause instanceof RetriableException || isNetwork(cause)) {
        return isUntrusted(chain) ? SETUP : AWAY;
      }
      if (isSetup(cause)) {
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
