package io.gradstream.schema.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A server over TLS that has no subjects and keeps who asked. */
final class TlsStubServer implements AutoCloseable {

  private final HttpsServer server;
  private final List<String> clients = new CopyOnWriteArrayList<>();
  private final List<String> suites = new CopyOnWriteArrayList<>();

  private TlsStubServer(KeyStore key, @Nullable KeyStore trusted)
      throws IOException, GeneralSecurityException {
    SSLContext context = context(key, trusted);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(trusted != null);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts a server that anybody may ask. */
  static TlsStubServer of(KeyStore key) throws IOException, GeneralSecurityException {
    return new TlsStubServer(key, null);
  }

  /** Starts a server that answers only clients of a trusted certificate. */
  static TlsStubServer wantingClients(KeyStore key, KeyStore trusted)
      throws IOException, GeneralSecurityException {
    return new TlsStubServer(key, trusted);
  }

  private static SSLContext context(KeyStore key, @Nullable KeyStore trusted)
      throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(key, Keystores.PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private void handle(HttpExchange exchange) throws IOException {
    HttpsExchange https = (HttpsExchange) exchange;
    suites.add(https.getSSLSession().getCipherSuite());
    try {
      clients.add(https.getSSLSession().getPeerPrincipal().getName());
    } catch (SSLPeerUnverifiedException e) {
      clients.add("anybody");
    }
    byte[] bytes = "[]".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  List<String> clients() {
    return clients;
  }

  List<String> suites() {
    return suites;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
