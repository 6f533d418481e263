package io.gradstream.schema.registry.http;

import static io.gradstream.schema.registry.http.Keystores.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SchemaRegistryException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over TLS to a server whose certificate is for this host, or for another one. */
class RegistryTlsIT {

  private static final String SSL = "schema.registry.ssl.";

  @TempDir private static Path directory;
  private static Keystores stores;
  private static Path here;
  private static Path elsewhere;
  private static Path ann;

  private final Map<String, Object> settings = new HashMap<>();
  private TlsStubServer server;

  @BeforeAll
  static void makeKeys() throws IOException, InterruptedException {
    stores = new Keystores(directory);
    here = stores.key("here", "ip:127.0.0.1");
    elsewhere = stores.key("elsewhere", "dns:elsewhere.example");
    ann = stores.key("ann", "dns:ann.example");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "PKCS12"})
  void aServerInTheTrustStoreIsTrusted(String type) throws Exception {
    serve(here);
    trust(type, here);

    assertThat(subjects()).isEmpty();
  }

  @Test
  void aServerInAPemFileOrTheSettingsThemselvesIsTrusted() throws Exception {
    serve(here);
    String pem = Keystores.certificatePem(here);
    settings.put(SSL + "truststore.type", "PEM");
    settings.put(SSL + "truststore.certificates", pem);
    assertThat(subjects()).isEmpty();

    settings.remove(SSL + "truststore.certificates");
    settings.put(
        SSL + "truststore.location",
        Files.writeString(directory.resolve("here.pem"), pem).toString());
    assertThat(subjects()).isEmpty();
  }

  @Test
  void aServerThatNobodyKnowsIsRefusedAtOnce() throws Exception {
    serve(here);
    SchemaRegistryException byTheJdk = failure();
    trust("PKCS12", elsewhere);
    SchemaRegistryException byTheStore = failure();

    assertThat(List.of(byTheJdk, byTheStore))
        .allSatisfy(
            failure -> {
              assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
              assertThat(failure)
                  .hasMessageContainingAll(
                      server.url() + "/subjects",
                      "TLS",
                      "trust store",
                      "schema.registry.ssl.truststore.location");
            });
  }

  @Test
  void anUnprefixedTrustStoreIsKafkasNotTheRegistrys() throws Exception {
    serve(here);
    trust("PKCS12", here);
    Map<String, Object> kafkas = new HashMap<>();
    settings.forEach((name, value) -> kafkas.put(name.replace(SSL, "ssl."), value));
    settings.clear();
    settings.putAll(kafkas);

    assertThat(failure().kind()).isEqualTo(Kind.REJECTED);
  }

  @Test
  void aServerOfAnotherNameIsRefusedUnlessNamesAreNotChecked() throws Exception {
    serve(elsewhere);
    trust("PKCS12", elsewhere);
    SchemaRegistryException refused = failure();
    assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
    assertThat(refused).hasMessageContainingAll("TLS", "127.0.0.1");

    settings.put(SSL + "endpoint.identification.algorithm", "");
    assertThat(subjects()).isEmpty();
  }

  @Test
  void certificatesAreCheckedEvenIfNamesAreNot() throws Exception {
    serve(elsewhere);
    trust("PKCS12", here);
    settings.put(SSL + "endpoint.identification.algorithm", "");

    assertThat(failure()).hasMessageContaining("trust store");
  }

  @Test
  void aServerThatWantsToKnowTheClientIsShownItsCertificate() throws Exception {
    server = TlsStubServer.wantingClients(Keystores.load(here), Keystores.load(trusting(ann)));
    trust("PKCS12", here);
    settings.put(SSL + "keystore.type", "PKCS12");
    settings.put(SSL + "keystore.location", ann.toString());
    settings.put(SSL + "keystore.password", PASSWORD);

    assertThat(subjects()).isEmpty();
    assertThat(server.clients()).containsExactly("CN=ann");
  }

  @Test
  void theClientsCertificateMayBePem() throws Exception {
    server = TlsStubServer.wantingClients(Keystores.load(here), Keystores.load(trusting(ann)));
    trust("PKCS12", here);
    settings.put(SSL + "keystore.type", "PEM");
    settings.put(SSL + "keystore.key", Keystores.keyPem(ann));
    settings.put(SSL + "keystore.certificate.chain", Keystores.certificatePem(ann));

    assertThat(subjects()).isEmpty();
    assertThat(server.clients()).containsExactly("CN=ann");
  }

  /** In TLS 1.3 the client has asked its question before it is refused. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aServerThatDoesNotKnowTheClientIsSaidToWantACertificate(String protocol) throws Exception {
    server = TlsStubServer.wantingClients(Keystores.load(here), Keystores.load(trusting(ann)));
    trust("PKCS12", here);
    settings.put(SSL + "enabled.protocols", protocol);
    settings.put("max.retries", 0);

    assertThat(failure())
        .hasMessageContainingAll(
            server.url() + "/subjects: cannot list the subjects: ",
            "certificate",
            "schema.registry.ssl.keystore.location");
    assertThat(server.clients()).isEmpty();
  }

  @Test
  void protocolsAndSuitesAreTheUsers() throws Exception {
    serve(here);
    trust("PKCS12", here);
    settings.put(SSL + "protocol", "TLSv1.2");
    settings.put(SSL + "enabled.protocols", "TLSv1.2");
    settings.put(SSL + "cipher.suites", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");

    assertThat(subjects()).isEmpty();
    assertThat(server.suites()).containsExactly("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
  }

  @Test
  void aWrongPasswordIsNotShown() throws Exception {
    serve(here);
    trust("PKCS12", here);
    settings.put(SSL + "truststore.password", "wr0ng");

    assertThatThrownBy(this::subjects)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.ssl")
        .hasMessageContaining("password was incorrect")
        .message()
        .doesNotContain("wr0ng");
  }

  private void serve(Path key) throws Exception {
    server = TlsStubServer.of(Keystores.load(key));
  }

  private void trust(String type, Path key) throws IOException, GeneralSecurityException {
    settings.put(SSL + "truststore.type", type);
    settings.put(SSL + "truststore.location", stores.trusting(type, key).toString());
    settings.put(SSL + "truststore.password", PASSWORD);
  }

  private static Path trusting(Path key) throws IOException, GeneralSecurityException {
    return stores.trusting("PKCS12", key);
  }

  private List<String> subjects() {
    settings.put("schema.registry.url", server.url());
    return SchemaRegistries.from(settings).subjects();
  }

  private SchemaRegistryException failure() {
    return catchThrowableOfType(SchemaRegistryException.class, this::subjects);
  }
}
