package io.gradstream.schema.registry.http;

import io.gradstream.schema.registry.SchemaRegistryException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in words why a request got no answer, where the JDK's exceptions say little. */
final class NoAnswer {

  private static final String CLOSED =
      " (a server that wants the client's certificate may end the connection like this; see"
          + " schema.registry.ssl.keystore.location)";

  private NoAnswer() {}

  /** Returns the exception for the failure of a request; that TLS refuses it does not pass. */
  static SchemaRegistryException exception(String where, Exception cause) {
    return cause instanceof SSLException && !isClosed(cause)
        ? SchemaRegistryException.refused(where, "TLS: " + tls(cause), cause)
        : SchemaRegistryException.unreachable(where, "no answer: " + reason(where, cause), cause);
  }

  private static String reason(String where, Exception cause) {
    if (in(cause, UnresolvedAddressException.class).isPresent()
        || in(cause, UnknownHostException.class).isPresent()) {
      return "the host's name is not known";
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (cause instanceof ConnectException && cause.getMessage() == null) {
      return "the connection was refused";
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return where.startsWith("https:") ? message + CLOSED : message;
  }

  /** A server that is being stopped closes connections too, so this may pass. */
  private static boolean isClosed(Exception cause) {
    return in(cause, EOFException.class).isPresent()
        || in(cause, SocketException.class).isPresent()
        || String.valueOf(cause.getMessage()).contains("terminated the handshake");
  }

  private static String tls(Exception cause) {
    if (in(cause, CertPathBuilderException.class).isPresent()) {
      return "the server's certificate is not of an authority in the trust store; see"
          + " schema.registry.ssl.truststore.location";
    }
    String message = String.valueOf(cause.getMessage());
    if (message.contains("fatal alert")) {
      return message
          + "; does the server want a certificate? see schema.registry.ssl.keystore.location";
    }
    return in(cause, CertificateException.class)
        .map(e -> "the server's certificate is refused: " + e.getMessage())
        .orElse(message);
  }

  private static <T extends Throwable> Optional<T> in(Throwable thrown, Class<T> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
