package io.gradstream.schema.registry.http;

import static io.gradstream.schema.registry.SchemaRegistryConfig.CONNECT_TIMEOUT_MS;
import static io.gradstream.schema.registry.SchemaRegistryConfig.PROXY_HOST;
import static io.gradstream.schema.registry.SchemaRegistryConfig.PROXY_PORT;

import io.gradstream.schema.registry.SchemaRegistryConfig;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;

/** Makes the JDK's HTTP client by the settings: timeouts, proxy, TLS. */
final class RegistryConnection {

  private RegistryConnection() {}

  /**
   * Returns a client; nothing is sent yet.
   *
   * @throws ConfigException if the settings are not usable
   */
  static HttpClient client(SchemaRegistryConfig config) {
    SSLContext tls = RegistryTls.context(config);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(config.getInt(CONNECT_TIMEOUT_MS)))
            .sslContext(tls)
            .sslParameters(RegistryTls.parameters(config, tls));
    String host = config.getString(PROXY_HOST);
    int port = config.getInt(PROXY_PORT);
    if (host.isEmpty() != (port < 1)) {
      throw new ConfigException(
          "%s and %s must both be set, were '%s' and %d"
              .formatted(PROXY_HOST, PROXY_PORT, host, port));
    }
    if (!host.isEmpty()) {
      builder.proxy(ProxySelector.of(new InetSocketAddress(host, port)));
    }
    return builder.build();
  }
}
