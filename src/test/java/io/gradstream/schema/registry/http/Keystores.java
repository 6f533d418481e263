package io.gradstream.schema.registry.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Keys and certificates made by the JDK's {@code keytool}. */
public final class Keystores {

  public static final String PASSWORD = "p4ssword";

  /** How often a password is hashed for a store: 10,000 times, unless it is said. */
  private static final List<String> ITERATIONS =
      List.of(
          "keystore.pkcs12.keyPbeIterationCount",
          "keystore.pkcs12.certPbeIterationCount",
          "keystore.pkcs12.macIterationCount");

  private final Path directory;

  public Keystores(Path directory) {
    this.directory = directory;
    ITERATIONS.forEach(it -> Security.setProperty(it, "1")); // these secrets are none
  }

  /** Makes a key with a certificate signed by itself; returns its PKCS12 store. */
  public Path key(String name, String subjectAlternativeName)
      throws IOException, InterruptedException {
    Path store = directory.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=" + subjectAlternativeName,
        "-alias",
        name,
        "-keystore",
        store.toString());
    return store;
  }

  /** Makes a store that trusts the certificates of other stores. */
  Path trusting(String type, Path... keys) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(type);
    trusted.load(null, null);
    for (Path key : keys) {
      trusted.setCertificateEntry(key.getFileName().toString(), certificate(key));
    }
    Path store = directory.resolve("trust-" + keys[0].getFileName() + "." + type);
    try (var out = Files.newOutputStream(store)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return store;
  }

  /** Returns the certificate of a store as PEM. */
  public static String certificatePem(Path store) throws IOException, GeneralSecurityException {
    return pem("CERTIFICATE", certificate(store).getEncoded());
  }

  /** Returns the key of a store as PEM. */
  public static String keyPem(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = load(store);
    return pem(
        "PRIVATE KEY",
        keys.getKey(keys.aliases().nextElement(), PASSWORD.toCharArray()).getEncoded());
  }

  private static Certificate certificate(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = load(store);
    return keys.getCertificate(keys.aliases().nextElement());
  }

  static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String type, byte[] der) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(type, text);
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    ITERATIONS.forEach(it -> command.add("-J-D" + it + "=1"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-validity", "3650"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
