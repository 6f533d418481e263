package io.gradstream.serve;

import io.gradstream.pipeline.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Reads the certificate and key of TLS from PEM files, as Kafka's own clients take them: the JDK
 * reads certificates so, and of keys all but the lines around them.
 */
final class PemFiles {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([\\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private static final byte[] PROBE = {1, 2, 3};

  private PemFiles() {}

  /**
   * Returns a context for a server.
   *
   * @throws IOException if a file cannot be read, or is none of its kind
   */
  static SSLContext read(Http.Tls files) throws IOException {
    Certificate[] chain = chain(Path.of(files.certificate()));
    PrivateKey key = key(Path.of(files.key()));
    requirePair(chain[0].getPublicKey(), key, files);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, new char[0], chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "http.tls: %s and %s cannot be used together: %s"
              .formatted(files.certificate(), files.key(), e.getMessage()),
          e);
    }
  }

  /** Else it would be found at the first handshake, where nobody sees it but the client. */
  private static void requirePair(PublicKey certified, PrivateKey key, Http.Tls files)
      throws IOException {
    if (!isPair(certified, key)) {
      throw new IOException(
          "http.tls: the key in %s is not that of the first certificate in %s; the server's own certificate comes first, then those that signed it"
              .formatted(files.key(), files.certificate()));
    }
  }

  private static boolean isPair(PublicKey certified, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) { // keys of two algorithms
      return false;
    }
  }

  private static Certificate[] chain(Path file) throws IOException {
    try {
      byte[] pem = bytes(file, "certificate");
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .toArray(Certificate[]::new);
      if (chain.length > 0) {
        return chain;
      }
      throw new IOException("http.tls.certificate: %s has no certificate in PEM".formatted(file));
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "http.tls.certificate: %s is no certificate in PEM: %s".formatted(file, e.getMessage()),
          e);
    }
  }

  private static PrivateKey key(Path file) throws IOException {
    Matcher pem = KEY.matcher(new String(bytes(file, "key"), StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw noKey(file);
    }
    byte[] bytes = decoded(pem.group(1), file);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      } catch (InvalidKeySpecException e) {
        // a key of another algorithm
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    }
    throw noKey(file);
  }

  private static byte[] decoded(String base64, Path file) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) { // as where the file is not written to its end yet
      throw noKey(file);
    }
  }

  private static IOException noKey(Path file) {
    return new IOException(
        "http.tls.key: %s holds no private key in PKCS#8 (-----BEGIN PRIVATE KEY-----) that is not encrypted; openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW makes one"
            .formatted(file));
  }

  private static byte[] bytes(Path file, String key) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException(
          "http.tls.%s: %s cannot be read (%s)".formatted(key, file, e.getClass().getSimpleName()),
          e);
    }
  }
}
