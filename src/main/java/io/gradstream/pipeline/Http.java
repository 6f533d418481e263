package io.gradstream.pipeline;

import java.util.Optional;

/**
 * How a pipeline is asked over HTTP.
 *
 * @param port where it listens, 0 for a free port; empty if it does not
 * @param host the address where it listens
 * @param apiKeys a file with a key a line, one of which a request must bring; empty for none
 * @param tls the files of TLS; empty for plain HTTP
 * @param maxBytes how large the body of a request may be
 * @param maxRows how many rows a request may have
 * @param maxRequests how many requests are worked on at once
 * @param timeout milliseconds after which a request is given up
 * @param metricsNeedKey whether {@code /metrics} asks for one of the keys, too
 */
public record Http(
    Optional<Integer> port,
    String host,
    Optional<String> apiKeys,
    Optional<Tls> tls,
    int maxBytes,
    int maxRows,
    int maxRequests,
    long timeout,
    boolean metricsNeedKey) {

  /** Creates one whose metrics need no key. */
  public Http(
      Optional<Integer> port,
      String host,
      Optional<String> apiKeys,
      Optional<Tls> tls,
      int maxBytes,
      int maxRows,
      int maxRequests,
      long timeout) {
    this(port, host, apiKeys, tls, maxBytes, maxRows, maxRequests, timeout, false);
  }

  /**
   * The files of TLS.
   *
   * @param certificate the certificate chain in PEM
   * @param key its private key, PKCS#8 in PEM
   */
  public record Tls(String certificate, String key) {}

  /** What a file says that says nothing of it. */
  public static final Http NONE =
      new Http(
          Optional.empty(),
          "127.0.0.1",
          Optional.empty(),
          Optional.empty(),
          1 << 20,
          1000,
          64,
          10_000);

  /** Returns the same of a pipeline that is not asked. */
  public Http nowhere() {
    return at(Optional.empty(), host);
  }

  /** Returns the same at another address. */
  public Http at(int newPort, String newHost) {
    return at(Optional.of(newPort), newHost);
  }

  /** Returns the same on another host, at the same port if at any. */
  public Http on(String newHost) {
    return at(port, newHost);
  }

  private Http at(Optional<Integer> newPort, String newHost) {
    return new Http(
        newPort, newHost, apiKeys, tls, maxBytes, maxRows, maxRequests, timeout, metricsNeedKey);
  }
}
