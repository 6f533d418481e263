package io.gradstream.schema.registry.http;

import io.gradstream.schema.registry.SchemaRegistryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** TLS by the {@code schema.registry.ssl.*} settings, which mean what Kafka's {@code ssl.*} do. */
final class RegistryTls {

  private final SchemaRegistryConfig config;

  private RegistryTls(SchemaRegistryConfig config) {
    this.config = config;
  }

  /**
   * Returns what connects; the JDK's default where nothing is set.
   *
   * @throws ConfigException if a store cannot be read or the settings do not fit together
   */
  static SSLContext context(SchemaRegistryConfig config) {
    RegistryTls tls = new RegistryTls(config);
    try {
      return config.hasTls() ? tls.context() : SSLContext.getDefault();
    } catch (ConfigException e) {
      throw e;
    } catch (KafkaException | IllegalArgumentException | GeneralSecurityException e) {
      throw new ConfigException(
          "the settings %sssl.* cannot be used: %s"
              .formatted(SchemaRegistryConfig.PREFIX, reason(e)));
    }
  }

  /**
   * Returns the protocols and cipher suites that may be used.
   *
   * @throws ConfigException if one is not known to the JDK
   */
  static SSLParameters parameters(SchemaRegistryConfig config, SSLContext context) {
    SSLParameters parameters = new SSLParameters();
    if (config.hasTls()) {
      SSLParameters known = context.getSupportedSSLParameters();
      parameters.setProtocols(
          chosen(config, SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, known.getProtocols()));
      parameters.setCipherSuites(
          chosen(config, SslConfigs.SSL_CIPHER_SUITES_CONFIG, known.getCipherSuites()));
    }
    return parameters;
  }

  private static String @Nullable [] chosen(
      SchemaRegistryConfig config, String name, String[] known) {
    List<String> values = config.getList(name);
    values.stream()
        .filter(value -> !Arrays.asList(known).contains(value))
        .findFirst()
        .ifPresent(
            value -> {
              throw new ConfigException(
                  SchemaRegistryConfig.PREFIX + name,
                  value,
                  "the JDK knows " + String.join(", ", known));
            });
    return values.isEmpty() ? null : values.toArray(String[]::new);
  }

  private SSLContext context() throws GeneralSecurityException {
    requireFile(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
    requireFile(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
    try (DefaultSslEngineFactory stores = new DefaultSslEngineFactory()) {
      stores.configure(config.values());
      SSLContext context = SSLContext.getInstance(config.getString(SslConfigs.SSL_PROTOCOL_CONFIG));
      context.init(keyManagers(stores.keystore()), trustManagers(stores.truststore()), null);
      return context;
    }
  }

  /** Asked first, because Kafka logs an error of its own where there is no file. */
  private void requireFile(String name) {
    String location = config.getString(name);
    if (location != null && !Files.isReadable(Path.of(location))) {
      throw new ConfigException(
          SchemaRegistryConfig.PREFIX + name,
          location,
          "there is no such file, or it is not readable");
    }
  }

  private KeyManager @Nullable [] keyManagers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    if (store == null) {
      return null;
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(config.getString(SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG));
    factory.init(store, keyPassword());
    return factory.getKeyManagers();
  }

  private char @Nullable [] keyPassword() {
    return Stream.of(SslConfigs.SSL_KEY_PASSWORD_CONFIG, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG)
        .map(config::getPassword)
        .filter(password -> password != null)
        .findFirst()
        .map(Password::value)
        .map(String::toCharArray)
        .orElse(null);
  }

  /** Those of the store, or else the JDK's authorities. */
  private TrustManager[] trustManagers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(
            config.getString(SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG));
    factory.init(store);
    return checksHostName() ? factory.getTrustManagers() : new TrustManager[] {anyHost(factory)};
  }

  private boolean checksHostName() {
    String name = SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;
    String algorithm = config.getString(name);
    if (!algorithm.isEmpty() && !algorithm.equalsIgnoreCase("https")) {
      throw new ConfigException(
          SchemaRegistryConfig.PREFIX + name, algorithm, "must be https, or empty for no check");
    }
    return !algorithm.isEmpty();
  }

  private static TrustManager anyHost(TrustManagerFactory factory) throws NoSuchAlgorithmException {
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .map(AnyHostTrustManager::new)
        .orElseThrow(() -> new NoSuchAlgorithmException("no trust manager for certificates"));
  }

  /** With what is the matter with a file; other causes may hold what must not be shown. */
  private static String reason(Exception e) {
    Throwable cause = e.getCause();
    return cause instanceof IOException
        ? "%s: %s".formatted(e.getMessage(), cause)
        : String.valueOf(e.getMessage());
  }
}
