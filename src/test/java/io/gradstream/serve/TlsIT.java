package io.gradstream.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gradstream.pipeline.Http;
import io.gradstream.schema.registry.http.Keystores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with keys that the JDK's keytool makes. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class TlsIT {

  @TempDir private static Path directory;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void makeKeys() throws Exception {
    Keystores stores = new Keystores(directory);
    first = stores.key("first", "ip:127.0.0.1");
    second = stores.key("second", "ip:127.0.0.1");
  }

  @Test
  void aCertificateIsUsedAndOneThatReplacesItIs() throws Exception {
    Http.Tls tls = write("rotated", first, first, 1);
    try (HttpService server = start(tls)) {
      assertThat(server.url()).startsWith("https://");
      assertThat(status(server, first)).isEqualTo(200);
      assertThatThrownBy(() -> status(server, second)).isInstanceOf(SSLException.class);
      write("rotated", second, first, 2); // half of the renewal: what was there goes on
      assertThat(status(server, first)).isEqualTo(200);
      write("rotated", second, second, 3);
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .until(() -> status(server, second) == 200);
    }
  }

  @Test
  void aKeyOfAnotherCertificateIsFoundAtStart() throws Exception {
    Http.Tls tls = write("unlike", first, second, 1);
    assertThatThrownBy(() -> start(tls))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(
            "the key in " + tls.key(), "is not that of the first certificate in ")
        .hasMessageContaining(tls.certificate());
  }

  @Test
  void whatIsNoCertificateOrNoKeyIsNamed() throws Exception {
    Http.Tls swapped = write("swapped", first, first, 1);
    assertThatThrownBy(() -> start(new Http.Tls(swapped.key(), swapped.key())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http.tls.certificate: " + swapped.key());
    assertThatThrownBy(() -> start(new Http.Tls(swapped.certificate(), swapped.certificate())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http.tls.key: " + swapped.certificate());
  }

  @Test
  void aKeyThatIsCutShortIsNamed() throws Exception {
    Http.Tls cut = write("cut", first, first, 1);
    Files.writeString(
        Path.of(cut.key()), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> start(cut))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http.tls.key: " + cut.key());
  }

  private static Http.Tls write(String name, Path certificate, Path key, long time)
      throws Exception {
    Path chain = directory.resolve(name + ".crt");
    Path own = directory.resolve(name + ".key");
    Files.writeString(chain, Keystores.certificatePem(certificate));
    Files.writeString(own, Keystores.keyPem(key));
    for (Path file : List.of(chain, own)) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000 * time));
    }
    return new Http.Tls(chain.toString(), own.toString());
  }

  private static HttpService start(Http.Tls tls) throws IOException {
    Http http =
        new Http(Optional.of(0), "127.0.0.1", Optional.empty(), Optional.of(tls), 1000, 5, 4, 1000);
    return HttpService.start(
        http, "--http", List.of(new HealthRoutes(new StreamsHealth(() -> State.RUNNING, Map::of))));
  }

  /** Asks on a connection of its own, trusting one certificate. */
  private static int status(HttpService server, Path trusted) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    KeyStore keys = KeyStore.getInstance(trusted.toFile(), Keystores.PASSWORD.toCharArray());
    trust.setCertificateEntry("it", keys.getCertificate(keys.aliases().nextElement()));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    HttpClient client = HttpClient.newBuilder().sslContext(context).build();
    URI uri = URI.create(server.url() + "/health/ready");
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
  }
}
